/** Whether a word can be a Vietnamese syllable. It is what tells the legacy charsets apart: read in a wrong one, words break. */

const INITIALS = 'ngh ng nh gh gi g kh k ph p th tr t ch c qu b d đ h l m n r s v x'.split(' ');

const RIMES = new Set(
  (
    'a ac ach ai am an ang anh ao ap at au ay ăc ăm ăn ăng ăp ăt âc âm ân âng âp ât âu ây ' +
    'e ec em en eng eo ep et ê êch êm ên ênh êp êt êu ' +
    'i ia ich iêc iêm iên iêng iêp iêt iêu im in inh ip it iu ' +
    'o oa oac oach oai oam oan oang oanh oao oap oat oay oăc oăm oăn oăng oăt oc oe oen oeo oet oi om on ong ooc oong op ot ' +
    'ô ôc ôi ôm ôn ông ôp ôt ơ ơi ơm ơn ơp ơt ' +
    'u ua uân uâng uât uây uc uê uêch uênh ui um un ung uôc uôi uôm uôn uông uôt uơ up ut uy uya uych uyên uyêt uynh uyp uyt uyu ' +
    'ư ưa ưc ưi ưm ưn ưng ươc ươi ươm ươn ương ươp ươt ươu ưt ưu ' +
    'y yêm yên yêng yêt yêu ynh yt'
  ).split(' '),
);

/** Frequent syllables with marks: they weigh double, since a wrong reading seldom hits them. */
const FREQUENT = new Set(
  (
    'của và là có được các đã đến để với về từ tại theo những này không trong người một cho khi công văn số ngày tháng năm ' +
    'việc tỉnh huyện xã ủy sở phòng ban đồng nhân dân hội chủ tịch phó giám đốc trưởng kính gửi báo cáo quyết định nghị kế hoạch ' +
    'thông tư liên thực hiện tổ chức đơn vị cộng hòa hoà nghĩa việt độc lập tự hạnh phúc căn cứ luật bộ nước thành phố đề xuất ' +
    'họp giấy mời yêu cầu hướng dẫn quản lý tế giáo dục đào tạo tài chính nguyễn trần lê phạm hoàng huỳnh vũ võ đặng bùi đỗ hồ ngô ' +
    'thị văn đức hữu hùng dũng hải sơn bình thư điện tử địa chỉ đã như vào ra lại còn phải cũng đó nhiều thì đầu trên dưới sẽ rất'
  ).split(' '),
);

const TONE = /[\u0300\u0301\u0303\u0309\u0323]/g;
/** Acute and dot below are the only tones before a stop. */
const STOP = /(?:c|ch|p|t)$/;

const known = new Map<string, number>();

/** 0: no Vietnamese syllable; 1: plausible; 2: a frequent one. `word` in small letters, composed. */
export function syllableScore(word: string): 0 | 1 | 2 {
  if (word.length > 7) return 0;
  let score = known.get(word);
  if (score === undefined) {
    score = FREQUENT.has(word) ? 2 : plausible(word) ? 1 : 0;
    if (known.size > 20_000) known.clear();
    known.set(word, score);
  }
  return score as 0 | 1 | 2;
}

function plausible(word: string): boolean {
  const apart = word.normalize('NFD');
  const tones = apart.match(TONE);
  if (tones && tones.length > 1) return false;
  const bare = apart.replace(TONE, '').normalize('NFC');
  if (tones && STOP.test(bare) && tones[0] !== '\u0301' && tones[0] !== '\u0323') return false;
  if (RIMES.has(bare)) return true;
  for (const initial of INITIALS) {
    if (bare.startsWith(initial) && RIMES.has(bare.slice(initial.length))) return true;
  }
  // gi before i is written once: gì, gìn, giếng.
  return bare === 'gi' || (bare.startsWith('gi') && RIMES.has(bare.slice(1)));
}
