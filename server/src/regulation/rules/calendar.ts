import { Type } from 'typebox';
import { Day, Formed, MonthDay, strict, Text } from './common.ts';

const WeekDay = Type.Union([
  Type.Literal('monday'),
  Type.Literal('tuesday'),
  Type.Literal('wednesday'),
  Type.Literal('thursday'),
  Type.Literal('friday'),
  Type.Literal('saturday'),
  Type.Literal('sunday'),
]);
/** `07:30`. */
const Clock = Formed('^([01]\\d|2[0-3]):[0-5]\\d$', 'giờ như 07:30', 'a time such as 07:30');

/**
 * ```yaml
 * - name: working-calendar
 *   value:
 *     week: [monday, tuesday, wednesday, thursday, friday]
 *     hours: [{ from: '07:00', until: '11:30' }, { from: '13:30', until: '17:00' }]
 *     holidays:
 *       - { day: '09-02', name: { vi: Quốc khánh, en: National Day } }
 *       - { lunar: '03-10', name: { vi: Giỗ Tổ Hùng Vương, en: Hùng Kings' Day } }
 *       - { lunar: '01-01', before: 1, after: 3, name: { vi: Tết Nguyên đán, en: Lunar New Year } }
 *     off: []       # days the government gave in place of others
 *     working: []   # Saturdays worked instead
 * ```
 */
export const calendarRules = {
  'working-calendar': Type.Object(
    {
      week: Type.Array(WeekDay, { minItems: 1, uniqueItems: true }),
      hours: Type.Array(Type.Object({ from: Clock, until: Clock }, strict), { minItems: 1 }),
      holidays: Type.Array(
        Type.Union([
          Type.Object(
            { day: MonthDay, days: Type.Optional(Type.Integer({ minimum: 1, maximum: 10 })), name: Text },
            strict,
          ),
          /** Month and day of the Vietnamese lunar calendar, with days off before and after it. */
          Type.Object(
            {
              lunar: MonthDay,
              before: Type.Optional(Type.Integer({ minimum: 0, maximum: 5 })),
              after: Type.Optional(Type.Integer({ minimum: 0, maximum: 10 })),
              name: Text,
            },
            strict,
          ),
        ]),
      ),
      /** Single days off beside the holidays: those the government gives in exchange. */
      off: Type.Array(Day),
      /** Single days worked although the week or a holiday says otherwise. */
      working: Type.Array(Day),
    },
    strict,
  ),
} as const;
