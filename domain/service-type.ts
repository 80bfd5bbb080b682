import { z } from "zod";

/**
 * Service types by slug. The official codes (two systems that collide for children's services), law and group of each
 * stand in the table below; nothing but that table may translate a slug into a code.
 */
export const serviceTypeSchema = z.enum([
  // 障害児通所支援
  "jido_hattatsu",
  "iryogata_jido_hattatsu",
  "hokago_day",
  "kyotaku_homon_jido_hattatsu",
  "hoikusho_homon",
  // 障害児入所支援, 障害児相談支援
  "fukushigata_nyusho",
  "iryogata_nyusho",
  "shogaiji_sodan",
  // 障害福祉サービス
  "kyotaku_kaigo",
  "judo_homon_kaigo",
  "kodo_engo",
  "judo_hokatsu_shien",
  "doko_engo",
  "ryoyo_kaigo",
  "seikatsu_kaigo",
  "tanki_nyusho",
  "shisetsu_nyusho",
  "kyodo_seikatsu_enjo",
  "keikaku_sodan",
  // 地域生活支援事業
  "ido_shien",
  "nicchu_ichiji",
  "homon_nyuyoku",
  // 医療, 保育, 教育
  "homon_kango",
  "hoikusho",
  "kodomoen",
  "yochien",
  "hokago_jido_club",
  "school",
]);
export type ServiceType = z.infer<typeof serviceTypeSchema>;
