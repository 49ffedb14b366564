/** The address of one programme: an id, so that no page beside it is taken for one. */
export const oneProgramme = '/programmes/:id{[0-9a-f]{8}-[0-9a-f-]{27}}'
