-- The mailbox that `postmaster` of a domain reaches (RFC 5321 §4.5.1: mail to it must be accepted). Its own address in that
-- domain decides; then the province's in another domain; then whoever runs the system, until an address is given; and
-- at last whoever there is, so that a domain just made has one as soon as it has a mailbox.
create function postmaster_account(domain_name text) returns bigint language sql stable as $$
  select coalesce(
    (select c.account_id from address a join account c using (account_id)
     where a.address = 'postmaster@' || domain_name and c.state = 'active'),
    (select c.account_id from domain e join address a on a.address = 'postmaster@' || e.name
       join account c using (account_id)
     where e.province_id = d.province_id and c.state = 'active' order by e.domain_id limit 1),
    (select c.account_id from role_assignment r join account c using (person_id)
     where r.role in ('operator', 'managing-authority') and r.valid_from <= now()
       and (r.valid_until is null or r.valid_until > now()) and c.province_id = d.province_id and c.state = 'active'
     order by r.role desc, r.assignment_id limit 1),
    (select account_id from account
     where province_id = d.province_id and state = 'active' and kind = 'organisation' order by account_id limit 1),
    (select account_id from account where province_id = d.province_id and state = 'active' order by account_id limit 1))
  from domain d where d.name = domain_name
$$;
