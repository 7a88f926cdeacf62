/** Sentences in each legacy charset, as an independent converter (GNU libc's iconv) writes them; for tests. */
export const SENTENCES: { text: string; tcvn3: string; viscii: string; 'windows-1258': string; vni: string }[] = [
  {
    text: 'Cộng hòa xã hội chủ nghĩa Việt Nam, độc lập, tự do, hạnh phúc.',
    tcvn3:
      '43e96e672068df612078b72068e969206368f1206e6768dc61205669d674204e616d2c20aee963206ccb702c2074f920646f2c2068b96e68207068f3632e',
    viscii:
      '43b56e672068f2612078e32068b569206368fc206e6768ee61205669ae74204e616d2c20f0b563206ca7702c2074f120646f2c2068d56e68207068fa632e',
    'windows-1258':
      '43f4f26e6720686fcc61207861de2068f4f26920636875d2206e676869de61205669eaf274204e616d2c20f0f4f263206ce2f2702c2074fdf220646f2c206861f26e68207068fa632e',
    vni: 'Coäng hoøa xaõ hoäi chuû nghóa Vieät Nam, ñoäc laäp, töï do, haïnh phuùc.',
  },
  {
    text: 'Đề nghị gửi báo cáo trước ngày 15 để tổng hợp, trình Chủ tịch.',
    tcvn3:
      'a7d2206e6768de2067f6692062b86f2063b86f207472aded63206e67b57920313520aed32074e66e672068ee702c207472d76e68204368f12074de63682e',
    viscii:
      'd0ab206e6768b82067d8692062e16f2063e16f207472dfbe63206e67e07920313520f0ac2074b16e672068fe702c207472ec6e68204368fc2074b863682e',
    'windows-1258':
      'd0eacc206e676869f22067fdd2692062e16f2063e16f207472fdf5ec63206e67e07920313520f0ead22074f4d26e672068f5f2702c20747269cc6e6820436875d2207469f263682e',
    vni: 'Ñeà nghò göûi baùo caùo tröôùc ngaøy 15 ñeå toång hôïp, trình Chuû tòch.',
  },
  {
    text: 'Trân trọng kính mời ông Nguyễn Văn Đức, bà Trần Thị Thủy đến dự họp.',
    tcvn3:
      '5472a96e207472e46e67206bdd6e68206dea6920ab6e67204e677579d46e2056a86e20a7f8632c2062b5205472c76e205468de205468f17920aed56e2064f92068e4702e',
    viscii:
      '5472e26e207472f76e67206bed6e68206db66920f46e67204e677579ad6e2056e56e20d0d1632c2062e0205472a56e205468b8205468fc7920f0aa6e2064f12068f7702e',
    'windows-1258':
      '5472e26e2074726ff26e67206bed6e68206df5cc6920f46e67204e677579eade6e2056e36e20d0fdec632c2062e0205472e2cc6e20546869f220546875d27920f0eaec6e2064fdf220686ff2702e',
    vni: 'Traân troïng kính môøi oâng Nguyeãn Vaên Ñöùc, baø Traàn Thò Thuûy ñeán döï hoïp.',
  },
];

/** The octets of a sentence. */
export function sentenceBytes(sentence: (typeof SENTENCES)[number], charset: LegacyName): Buffer {
  return charset === 'vni' ? Buffer.from(sentence.vni, 'latin1') : Buffer.from(sentence[charset], 'hex');
}

export const LEGACY_NAMES = ['tcvn3', 'vni', 'viscii', 'windows-1258'] as const;
export type LegacyName = (typeof LEGACY_NAMES)[number];
