import { countRow, type Figure, part } from '../figure.ts';

/** Addresses that the province's ladder gave, as the audit trail tells; the rest were chosen by hand or came before it. */
export const addressesByRule: Figure = {
  label: { vi: 'Địa chỉ đặt theo quy định', en: 'Addresses given by the rule' },
  unit: 'address',
  aim: 'all',
  async read(context) {
    const row = await countRow<{ total: number; ruled: number; chosen: number }>(
      context,
      {
        name: 'figure-addresses',
        // The events of naming are few beside those of use: looked up by their kinds.
        text: `with named as (
                 select distinct on (account_id) account_id, data->>'address' as address, data->>'byHand' as by_hand
                 from audit_event where kind in ('account.created', 'account.renamed') and data ? 'byHand'
                 order by account_id, event_id desc)
               select count(*) as total, count(*) filter (where n.by_hand = 'false') as ruled,
                 count(*) filter (where n.by_hand = 'true') as chosen
               from account a
               join address ad on ad.account_id = a.account_id and ad.is_primary
               left join named n on n.account_id = a.account_id and n.address = ad.address
               where a.province_id = $1 and a.state <> 'closed'`,
      },
      [context.province],
    );
    return {
      value: row.ruled,
      of: row.total,
      parts: [
        part('chọn bằng tay, có ghi người chọn', 'chosen by hand, with who did it on record', row.chosen, 'address'),
        part('có từ trước', 'from before', row.total - row.ruled - row.chosen, 'address'),
      ],
    };
  },
};
