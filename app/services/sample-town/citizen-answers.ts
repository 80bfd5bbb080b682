import { likelyChoices } from "#app/services/sample-town/likely-choices.ts";
import type { Random } from "#app/services/sample-town/random.ts";

type Answers = Record<string, unknown>;

/** One resident's invented answers: about a fifth know what the word means, and few have ever met such a child. */
export function citizenAnswers(random: Random, districts: readonly string[]): Answers {
  const relation = likelyChoices(random, {
    family: 0.15,
    medical: 0.08,
    welfare: 0.1,
    education: 0.08,
    volunteer: 0.1,
  });
  const isNear = relation.some((code) => code === "medical" || code === "welfare" || code === "education");
  return {
    consent_statistics: random.chance(0.98) ? "yes" : "no",
    age: random.pick(["under_20", "a20_39", "a20_39", "a40_59", "a40_59", "a40_59", "a60_74", "a60_74", "a75_over"]),
    district: random.chance(0.04) ? random.pick(["outside", "no_answer"]) : random.pick(districts),
    relation,
    ...knowledge(random, isNear),
    ...willingness(random, relation.includes("medical")),
    info_wanted: likelyChoices(random, {
      what_it_is: 0.5,
      how_to_help: 0.55,
      voices: 0.35,
      disaster: 0.35,
      services: 0.2,
      events: 0.2,
      volunteer: 0.1,
    }),
    info_ways: likelyChoices(random, {
      city_paper: 0.55,
      web: 0.4,
      circular: 0.25,
      school: 0.15,
      event: 0.15,
      video: 0.15,
    }),
  };
}

function knowledge(random: Random, isNear: boolean): Answers {
  const term = random.pick(
    isNear
      ? ["known", "known", "heard", "not_known"]
      : ["known", "heard", "heard", "heard", "not_known", "not_known", "not_known"],
  );
  const law = random.pick(
    isNear ? ["known", "heard", "not_known"] : ["heard", "heard", "not_known", "not_known", "not_known", "not_known"],
  );
  const sources = { tv_newspaper: 0.55, internet: 0.3, city_paper: 0.15, work: isNear ? 0.6 : 0.05, neighbours: 0.1 };
  return {
    term_known: term,
    law_known: law,
    ...(term === "not_known" && law === "not_known"
      ? {}
      : { learned_from: likelyChoices(random, sources, { otherwise: "dont_know" }) }),
    nearby: random.chance(0.02)
      ? "family"
      : random.pick(["acquaintance", "seen", "seen", isNear ? "work" : "none", "none", "none", "none", "dont_know"]),
    awareness: {
      coordinator: random.pick(["known", "heard", ...Array.from({ length: isNear ? 2 : 8 }, () => "not_known")]),
      center: random.pick(["known", "heard", ...Array.from({ length: isNear ? 3 : 10 }, () => "not_known")]),
    },
  };
}

function willingness(random: Random, isMedical: boolean): Answers {
  const qualified = isMedical ? random.pick(["working", "working", "not_working", "none"]) : "none";
  const help = random.pick(["yes", "yes", "if_taught", "if_taught", "if_taught", "if_asked", "no", "dont_know"]);
  return {
    concerns: likelyChoices(random, {
      how_to_talk: 0.45,
      how_to_help: 0.55,
      sudden_change: 0.5,
      infection: 0.3,
      devices: 0.25,
      privacy: 0.3,
    }),
    willing: likelyChoices(random, {
      greet: 0.65,
      make_way: 0.7,
      listen: 0.25,
      errands: 0.15,
      siblings: 0.1,
      event: 0.2,
      volunteer: 0.07,
      donate: 0.15,
    }),
    qualified,
    ...(qualified === "not_working" ? { work_interest: random.pick(["yes", "conditions", "conditions", "no"]) } : {}),
    disaster_help: help,
    ...(help === "no" || help === "dont_know"
      ? {}
      : {
          disaster_can: likelyChoices(
            random,
            { check: 0.7, escort: 0.4, carry: 0.45, power: 0.2, shelter_room: 0.5, information: 0.35 },
            { otherwise: "dont_know" },
          ),
        }),
  };
}
