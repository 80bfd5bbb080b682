/**
 * Kanji that are written in two ways, each pair as the other form and the one it is compared by. Entered by hand from:
 * the 康熙字典体 that the 常用漢字表 (平成22年内閣告示第2号) gives in brackets, so far as they have a code point that NFKC keeps.
 */
const oldForms = [
  "亞亜 惡悪 壓圧 圍囲 醫医 爲為 壹壱 隱隠 榮栄 營営 衞衛 驛駅 圓円 鹽塩 緣縁 艷艶 應応 歐欧 毆殴",
  "櫻桜 奧奥 橫横 溫温 穩穏 假仮 價価 畫画 會会 繪絵 壞壊 懷懐 槪概 擴拡 殼殻 覺覚 學学 嶽岳 樂楽",
  "渴渇 勸勧 卷巻 寬寛 歡歓 罐缶 觀観 關関 陷陥 顏顔 歸帰 氣気 龜亀 僞偽 戲戯 犧犠 舊旧 據拠 擧挙",
  "虛虚 峽峡 挾挟 狹狭 鄕郷 曉暁 區区 驅駆 勳勲 薰薫 徑径 惠恵 揭掲 溪渓 經経 繼継 莖茎 螢蛍 輕軽",
  "鷄鶏 藝芸 擊撃 缺欠 儉倹 劍剣 圈圏 檢検 權権 獻献 縣県 硏研 險険 顯顕 驗験 嚴厳 效効 廣広 恆恒",
  "鑛鉱 號号 國国 黑黒 濟済 碎砕 齋斎 劑剤 册冊 雜雑 參参 慘惨 棧桟 蠶蚕 贊賛 殘残 絲糸 齒歯 兒児",
  "辭辞 濕湿 實実 舍舎 寫写 釋釈 壽寿 收収 從従 澁渋 獸獣 縱縦 肅粛 處処 緖緒 敍叙 奬奨 將将 燒焼",
  "稱称 證証 乘乗 剩剰 壤壌 孃嬢 條条 淨浄 狀状 疊畳 讓譲 釀醸 囑嘱 觸触 寢寝 愼慎 眞真 盡尽 圖図",
  "粹粋 醉酔 隨随 髓髄 數数 樞枢 聲声 靜静 齊斉 攝摂 竊窃 專専 戰戦 淺浅 潛潜 纖繊 踐践 錢銭 禪禅",
  "雙双 壯壮 搜捜 插挿 爭争 總総 莊荘 裝装 騷騒 臟臓 藏蔵 增増 卽即 屬属 續続 墮堕 體体 對対 帶帯",
  "滯滞 臺台 瀧滝 擇択 澤沢 單単 擔担 膽胆 團団 彈弾 斷断 癡痴 遲遅 晝昼 蟲虫 鑄鋳 廳庁 聽聴 敕勅",
  "鎭鎮 遞逓 鐵鉄 轉転 點点 傳伝 黨党 盜盗 燈灯 當当 鬪闘 德徳 獨独 讀読 屆届 繩縄 貳弐 惱悩 腦脳",
  "霸覇 廢廃 拜拝 賣売 麥麦 發発 髮髪 拔抜 蠻蛮 祕秘 濱浜 甁瓶 拂払 佛仏 竝並 變変 邊辺 辨弁 瓣弁",
  "辯弁 舖舗 穗穂 寶宝 襃褒 豐豊 沒没 萬万 滿満 默黙 彌弥 譯訳 藥薬 與与 豫予 餘余 譽誉 搖揺 樣様",
  "謠謡 來来 賴頼 亂乱 覽覧 龍竜 兩両 獵猟 綠緑 壘塁 勵励 禮礼 隸隷 靈霊 齡齢 戀恋 爐炉 勞労 樓楼",
  "錄録 灣湾 淚涙 曆暦 歷歴 鍊錬 郞郎 戶戸 產産 內内 吳呉 說説 稅税 脫脱 悅悦 銳鋭 閱閲 敎教 淸清",
  "靑青 尙尚 旣既 黃黄 步歩 涉渉 每毎 晚晩 强強 祿禄 戾戻 吿告 瀨瀬 攜携 曾曽 淵渕 剝剥 塡填 頰頬",
  "𠮟叱 餠餅",
];

/**
 * Forms that names of people and places use beside the usual one: pairs of the 人名用漢字 (戸籍法施行規則別表第二), 俗字 that family
 * registers turn into their 正字 (平成16年10月14日法務省民一第2842号 通達「誤字俗字・正字一覧表」), and 拡張新字体 of JIS X 0208. 斉 and 斎
 * stay two kanji, 埼 and 崎 too.
 */
const nameForms = [
  "堯尭 巖巌 檜桧 槇槙 遙遥 瑤瑶 凜凛 髙高 﨑崎 嵜崎 𠮷吉 邉辺 桒桑 栁柳 濵浜 嶋島 嶌島 冨富 舘館",
  "舩船 峯峰 邨村 渊渕 埜野 槗橋 𣘺橋 圡土 𡈽土 靏鶴 靍鶴 藪薮 萠萌 穐秋 龝秋 凉涼 煕熙 曻昇 圀国",
  "礒磯 籠篭 蠣蛎 鰺鯵 麴麹 鷗鴎 俠侠 禱祷 蟬蝉 蠟蝋 醬醤 摑掴 嚙噛 繫繋 桝枡 萊莱 涌湧 濤涛 邇迩",
  "禰祢 盃杯 鐡鉄 鉃鉄 纒纏 燿耀 壷壺 鹼鹸 頴穎 斈学 刕州 㐂喜 﨟臈 栃枥 躰体 軆体",
];

const usual = new Map(
  [...oldForms, ...nameForms].flatMap((line) =>
    line.split(" ").map((pair): [string, string] => {
      const [variant = "", form = ""] = pair;
      return [variant, form];
    }),
  ),
);
const anyVariant = new RegExp(`[${[...usual.keys()].join("")}]`, "gu");

/** A text in which each variant kanji of the table is its usual form: 髙﨑 and 高崎 are one. For comparing, never for storing. */
export const foldVariants = (text: string): string => text.replace(anyVariant, (kanji) => usual.get(kanji) ?? kanji);
