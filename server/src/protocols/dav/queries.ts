/** SQL of the address books. `$1` is the province, `$2` the agency or null. */

const columns = `e.entry_id as "entryId", case when e.person_id is null then 'organisation' else 'person' end as kind,
  coalesce(e.person_id, e.organisation_id) as id, e.change_id as "changeId", c.at as "changedAt", e.name, e.organisation, e.shown`;
const inBook = 'e.province_id = $1 and ($2::bigint is null or e.agency_id = $2)';

export const whoAsks = {
  name: 'dav-who-asks',
  text: `select p.province_id as province, pr.name as "provinceName", e.agency_id as "agencyId",
           (select a.name from directory_entry a where a.organisation_id = e.agency_id) as "agencyName"
         from person p join province pr using (province_id) left join directory_entry e using (person_id) where p.person_id = $1`,
};

export const lastSeq = {
  name: 'dav-last-seq',
  text: 'select coalesce(max(seq), 0) as seq from directory_change where province_id = $1',
};

export const membersFrom = {
  name: 'dav-members',
  text: `select ${columns} from directory_entry e join directory_change c using (change_id)
         where ${inBook} and e.entry_id > $3 order by e.entry_id limit $4`,
};

export const byIds = {
  name: 'dav-by-ids',
  text: `select ${columns} from directory_entry e join directory_change c using (change_id)
         where ${inBook} and (e.person_id = any($3::bigint[]) or e.organisation_id = any($4::bigint[]))`,
};

/**
 * What changed after (`$3`, `$4`, `$5`), up to the number `$6`: entries (sort 0), then what is gone (1 people, 2
 * organisations). One that left the agency is gone from its book as well.
 */
export const changesAfter = {
  name: 'dav-changes',
  text: `
    select * from (
      (select c.seq, 0 as sort, ${columns}, ($2::bigint is not null and e.agency_id is distinct from $2) as gone
       from directory_change c join directory_entry e using (change_id)
       where c.province_id = $1 and c.seq >= $3 and c.seq <= $6 and (c.seq, 0, e.entry_id) > ($3, $4, $5)
       order by c.seq, e.entry_id limit $7)
      union all
      (select c.seq, g.sort, g.id, g.kind, g.id, g.change_id, c.at, null, null, null, true
       from directory_change c
       join (select change_id, kind, id, case kind when 'person' then 1 else 2 end as sort from directory_gone) g using (change_id)
       where c.province_id = $1 and c.seq >= $3 and c.seq <= $6 and (c.seq, g.sort, g.id) > ($3, $4, $5)
       order by c.seq, g.sort, g.id limit $7)
    ) changed order by seq, sort, "entryId" limit $7`,
};

/** Entries that a filter may fit: each of the given texts stands in what is looked through. */
export const matching = {
  name: 'dav-matching',
  text: `select ${columns} from directory_entry e join directory_change c using (change_id)
         where ${inBook} and e.entry_id > $3
           and not exists (select from unnest($5::text[]) w where strpos(e.marked, w) = 0)
           and not exists (select from unnest($6::text[]) w where strpos(lower(coalesce(e.shown ->> 'emails', '')), w) = 0)
         order by e.entry_id limit $4`,
};
