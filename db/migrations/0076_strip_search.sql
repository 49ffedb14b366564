-- Strip search of a child: deadlines and what the chronology shows of it. Nothing but the law of times and words: the
-- episode and its entries hold the rest.

insert into record_kind (code, title, category, tier) values ('strip_search', 'Strip search', 'custody', 2);

-- The Code says "as soon as practicable"; hours and days are starter values of the partnership. None of them may wait.
insert into clock_rule (code, version, title, amount, unit, ends, day_ends_at, valid_from, source, source_url, verified) values
  ('strip_search_decide', 1, 'Decide whether the search may be made', 1, 'hours', 'same_time', '23:59:59', '2020-01-01',
    'Local starter value: a child does not wait in uncertainty', null, false),
  ('strip_search_parent', 1, 'Tell the parent or guardian about the search', 1, 'hours', 'same_time', '23:59:59', '2020-01-01',
    'Home Office consultation on revised PACE Codes A and C, April 2024 (pending); the hour is a local starter value', null, false),
  ('strip_search_referral', 1, 'Tell the front door about the search', 1, 'working_days', 'end_of_day', '23:59:59', '2020-01-01',
    'Independent Office for Police Conduct, March 2024: a safeguarding referral for every child who is searched so; the day is a local starter value',
    null, false),
  ('strip_search_review', 1, 'Review a search that was urgent or outside the rules', 1, 'working_days', 'end_of_day', '23:59:59', '2020-01-01',
    'Local starter value: an exception is always looked at afterwards', null, false),
  ('strip_search_scrutiny', 1, 'Scrutiny panel looks at the search', 90, 'calendar_days', 'end_of_day', '23:59:59', '2020-01-01',
    'Independent custody detention scrutiny panels meet every quarter; local starter value', null, false);
