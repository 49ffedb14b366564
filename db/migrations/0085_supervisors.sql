-- Whoever supervises what could not be referred by itself reads whom it is about: the duty inspector acts to safeguard
-- children too. Nobody may agree to pass on where somebody stays who must not be found.
insert into role_purpose (role, purpose) values ('inspector', 'safeguard_child') on conflict do nothing;
alter table clause add constraint clause_never_a_safe_place check (not ('safe_place' = any (categories)));
select authz.compile_own(id) from partnership;
