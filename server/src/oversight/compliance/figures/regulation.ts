import { entryAt, ruleNames, today } from '../../../regulation/index.ts';
import { type Figure, part } from '../figure.ts';

/** Rules that hold today: how many rest on an article, how many are the installation's own, how many were issued in the web. */
export const rulesInForce: Figure = {
  label: { vi: 'Quy định đang áp dụng', en: 'Rules in force' },
  unit: 'rule',
  aim: null,
  async read({ regulation, province }) {
    const day = today();
    const held = ruleNames.flatMap((name) => entryAt(regulation.versions(province, name), name, day) ?? []);
    const cited = held.filter((entry) => entry.cite !== undefined).length;
    return {
      value: held.length,
      parts: [
        part('theo điều khoản', 'resting on an article', cited, 'rule'),
        part('do nơi cài đặt chọn', 'the installation’s own', held.length - cited, 'rule'),
        part('ban hành trên trang web', 'issued in the web', held.filter((entry) => entry.issue).length, 'rule'),
      ],
    };
  },
};
