-- A block that is taken away changes what pages may show as much as one that is laid.
create trigger blocks_gone after delete on authz.block referencing old table as changed for each statement execute function authz.raise_version();
