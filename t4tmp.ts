import fc from "fast-check";
import { standardQuestionnaires } from "#surveys/registry.server.ts";
import { fillDefinition } from "#surveys/fill-definition.ts";
import { compileChecker } from "#surveys/compile-checker.ts";
import { checkDefinition } from "#surveys/definition-rules.ts";
import { answersFor } from "#tests/fixtures/answer-arbitraries.ts";
import { everythingSurvey, districts } from "#tests/fixtures/questionnaires.ts";
import { createOracle } from "#tests/fixtures/survey-core-oracle.ts";
import { Model } from "survey-core";
const e = checkDefinition(everythingSurvey);
if (!e.ok) { console.log(e.problems); process.exit(1); }
const N = Number(process.argv[2] ?? 100);
for (const [key, d] of [["everything", e.definition] as const, ...standardQuestionnaires().map(q=>[q.key,q.definition] as const)]) {
  const f = fillDefinition(d,{districts});
  const errs = new Model(f).jsonErrors; if (errs) console.log(errs.map(x=>x.message));
  const c = compileChecker(f); const oracle=createOracle(f);
  for (const h of [0, 3, 100]) {
  let t1=0,t2=0, ok=0, loose=0, agreedRej=0; const codes: Record<string,number>={}; let bad=0;
  for (const raw of fc.sample(answersFor(f,h),{numRuns:N,seed:7})) {
    let t=performance.now(); const r = c.inspect(raw); t1+=performance.now()-t;
    for (const x of r.found) codes[x.code]=(codes[x.code]??0)+1;
    const agreed = new Set(["required","each_row","too_small","too_large","step","date_too_early","date_too_late","email","format","rule","text_too_short","too_few_choices","duplicate_entry"]);
    if (r.found.some(x=>!agreed.has(x.code))) { loose++; continue; }
    t=performance.now(); const o = oracle(r.answers); t2+=performance.now()-t;
    if (r.found.length===0) ok++; else agreedRej++;
    const ours=new Set(r.found.map(x=>x.path+x.sub));
    const dv=[...o.visible].filter(x=>!r.asked.has(x)).map(x=>"+"+x).concat([...r.asked].filter(x=>!o.visible.has(x)).map(x=>"-"+x));
    const de=[...o.refused].filter(x=>!ours.has(x)).map(x=>"+"+x).concat([...ours].filter(x=>!o.refused.has(x)).map(x=>"-"+x));
    if (dv.length||de.length||o.accepts!==(r.found.length===0)) { if (bad++<4) console.log(key,h,"accepts",o.accepts,r.found.map(x=>x.path+x.sub+":"+x.code),"vis",dv,"err",de,JSON.stringify(r.answers).slice(0,1500)); }
  }
  console.log(key,h,{N,ok,agreedRej,loose,bad,ours_ms:t1/N,core_ms:t2/(N-loose)},JSON.stringify(codes));
  }
}
