-- What is visible about a person is asked table by table on the page "Why can I see this?".
create index clock_by_person on clock (partnership_id, person_id);
create index file_by_person on file (partnership_id, person_id);
create index level_set_by_person on level_set (partnership_id, person_id);
create index decision_by_person on decision (partnership_id, person_id);
create index handover_by_person on handover (partnership_id, person_id);
create index quality_feedback_by_person on quality_feedback (partnership_id, person_id);
create index answer_by_person on answer (partnership_id, person_id);
create index told_outcome_by_person on told_outcome (partnership_id, person_id);
