import { serviceWordKey } from "#domain/registry/service-words.ts";
import type { ServiceType } from "#domain/service-type.ts";

/** What lists call services, the narrower word first. A proposal is only shown: a person says what the word means. */
const proposals: readonly (readonly [RegExp, readonly ServiceType[]])[] = [
  [/就労|自立訓練|自立生活援助|地域移行|地域定着|地域活動支援センター|宿泊型/, []],
  [/重度訪問/, ["judo_homon_kaigo"]],
  [/訪問入浴/, ["homon_nyuyoku"]],
  [/通所介護|訪問介護|居宅介護支援|小規模多機能|認知症|介護老人|介護医療院|特定施設|福祉用具|リハビリ/, []],
  [/療養管理|夜間対応|定期巡回|介護予防|地域包括/, []],
  [/重度障害者等包括|重度包括/, ["judo_hokatsu_shien"]],
  [/放課後(?:等)?デイ|放デイ|放課後デー|放課後等デー/, ["hokago_day"]],
  [/保育所等訪問/, ["hoikusho_homon"]],
  [/居宅訪問型(?:児童発達|児発)/, ["kyotaku_homon_jido_hattatsu"]],
  [/医療型児(?:童)?発|児(?:童)?発(?:達)?(?:支援)?(?:センター)?\(医療型\)/, ["iryogata_jido_hattatsu"]],
  [/児童発達|児発|児童デイ/, ["jido_hattatsu"]],
  [/障(?:害|がい|碍)児相談|相談支援\(障(?:害|がい|碍)児\)|児相談支援/, ["shogaiji_sodan"]],
  [/計画相談|特定相談支援(?!.*児)/, ["keikaku_sodan"]],
  [/相談支援/, ["keikaku_sodan", "shogaiji_sodan"]],
  [/短期入所|ショート/, ["tanki_nyusho"]],
  [/グループホーム|共同生活援助|^GH$/i, ["kyodo_seikatsu_enjo"]],
  [/医療型(?:障(?:害|がい)児)?入所|(?:障(?:害|がい)児)?入所(?:施設|支援)?\(医療型\)/, ["iryogata_nyusho"]],
  [/福祉型(?:障(?:害|がい)児)?入所|障(?:害|がい)児入所(?:施設|支援)?\(福祉型\)/, ["fukushigata_nyusho"]],
  [/施設入所/, ["shisetsu_nyusho"]],
  [/生活介護/, ["seikatsu_kaigo"]],
  [/療養介護/, ["ryoyo_kaigo"]],
  [/居宅介護|ホームヘルプ/, ["kyotaku_kaigo"]],
  [/行動援護/, ["kodo_engo"]],
  [/同行援護/, ["doko_engo"]],
  [/移動支援|ガイドヘルプ/, ["ido_shien"]],
  [/日中一時/, ["nicchu_ichiji"]],
  [/訪問看護|訪看/, ["homon_kango"]],
  [/こども園|子ども園/, ["kodomoen"]],
  [/学童|放課後児童|児童クラブ/, ["hokago_jido_club"]],
  [/幼稚園/, ["yochien"]],
  [/保育/, ["hoikusho"]],
  [/学校|学園|分校/, ["school"]],
];

/** The services that a word is likely to mean; empty for a service this registry does not hold, null where nothing is known of it. */
export function proposeServices(word: string): readonly ServiceType[] | null {
  const key = serviceWordKey(word);
  return proposals.find(([sign]) => sign.test(key))?.[1] ?? null;
}
