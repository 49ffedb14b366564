-- Children in custody: deadlines, what the chronology shows of it, and what a desk of each role reaches.

insert into record_kind (code, title, category, tier) values
  ('detention', 'Detention in custody', 'custody', 1),
  ('left_custody', 'Left custody', 'custody', 1);

-- The law gives hours only for reviews and for the length of detention. Where the Code says "as soon as practicable", the
-- hours are starter values of the partnership: they raise somebody, they excuse nobody.
insert into clock_rule (code, version, title, amount, unit, ends, day_ends_at, valid_from, source, source_url, verified) values
  ('custody_adult_asked', 1, 'Ask for an appropriate adult', 1, 'hours', 'same_time', '23:59:59', '2020-01-01',
    'PACE Code C 3.15: as soon as practicable; the hour is a local starter value', 'https://www.gov.uk/government/publications/pace-code-c-2023', false),
  ('custody_adult_here', 1, 'The appropriate adult is with the child', 3, 'hours', 'same_time', '23:59:59', '2020-01-01',
    'PACE Code C 1.4, 3.15: asked to come to the station to see the child; the hours are a local starter value', 'https://www.gov.uk/government/publications/pace-code-c-2023', false),
  ('custody_parent_told', 1, 'Tell the person responsible for the child', 1, 'hours', 'same_time', '23:59:59', '2020-01-01',
    'PACE Code C 3.13, 3.14: as soon as practicable; the hour is a local starter value', 'https://www.gov.uk/government/publications/pace-code-c-2023', false),
  ('pace_review_first', 1, 'First review of detention', 6, 'hours', 'same_time', '23:59:59', '1986-01-01',
    'Police and Criminal Evidence Act 1984 s.40(3)(a): not later than six hours after detention was first authorised', 'https://www.legislation.gov.uk/ukpga/1984/60/section/40', true),
  ('pace_review_next', 1, 'Next review of detention', 9, 'hours', 'same_time', '23:59:59', '1986-01-01',
    'Police and Criminal Evidence Act 1984 s.40(3)(b), (c): not later than nine hours after the review before', 'https://www.legislation.gov.uk/ukpga/1984/60/section/40', true),
  ('detention_limit', 1, 'Detention without charge ends', 24, 'hours', 'same_time', '23:59:59', '1986-01-01',
    'Police and Criminal Evidence Act 1984 s.41(1): 24 hours from the relevant time', 'https://www.legislation.gov.uk/ukpga/1984/60/section/41', true),
  ('detention_limit_extended', 1, 'Extended detention without charge ends', 36, 'hours', 'same_time', '23:59:59', '1986-01-01',
    'Police and Criminal Evidence Act 1984 s.42(1): 36 hours from the relevant time', 'https://www.legislation.gov.uk/ukpga/1984/60/section/42', true),
  ('custody_bed_asked', 1, 'Ask the council for a bed after bail is refused', 1, 'hours', 'same_time', '23:59:59', '2020-01-01',
    'PACE 1984 s.38(6); Concordat on Children in Custody: as soon as bail is refused; the hour is a local starter value', 'https://www.legislation.gov.uk/ukpga/1984/60/section/38', false),
  ('custody_bed_answer', 1, 'Answer a request for a bed', 2, 'hours', 'same_time', '23:59:59', '2020-01-01',
    'Children Act 1989 s.21(2)(b); Concordat on Children in Custody; the hours are a local starter value', 'https://www.legislation.gov.uk/ukpga/1989/41/section/21', false),
  ('custody_adult_answer', 1, 'Say whether an appropriate adult can come', 1, 'hours', 'same_time', '23:59:59', '2020-01-01',
    'Local scheme of appropriate adults (starter value)', null, false),
  ('custody_liaison_offer', 1, 'Offer the family follow-up', 1, 'working_days', 'end_of_day', '23:59:59', '2020-01-01',
    'Liaison and diversion, follow-up for the family of every child in custody; the day is a local starter value', 'https://www.england.nhs.uk/commissioning/health-just/liaison-and-diversion/', false);
