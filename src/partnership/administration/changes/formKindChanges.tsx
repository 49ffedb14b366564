import { sql } from 'kysely'
import { dateText } from '../../../language/format.ts'
import { agencyKinds } from '../../firstRunForm.ts'
import { asked, invalid, planned, type Asking, type Change } from '../change.ts'
import { checkDocument, type FormKindShape } from '../checks.ts'
import { fieldsOf } from '../fields.tsx'
import { FormKindPreview } from '../formKindPreview.tsx'
import { reasonedChange, sourceIn } from '../reasonedChange.tsx'
import { listAgencies } from '../store/agencies.ts'
import { listFormKinds, type FormKindRow } from '../store/reference.ts'
import { dayFields, documentTooLarge, endOf, Reading, startOf, textOf, todayOf, type Typed } from '../typed.ts'

const crumb = { text: 'Form kinds', href: '/administration/form-kinds' }
export const oneForm = '/administration/form-kinds/:code{[a-z][a-z0-9-]*}'
const kinds = Object.entries(agencyKinds).map(([value, text]) => ({ value, text }))
export const kindsText = (codes: readonly string[]): string =>
  codes.map(code => kinds.find(({ value }) => value === code)?.text ?? code).join(', ')

const versionsOf = async ({ tx, params }: Asking) =>
  (await listFormKinds(tx)).filter(form => form.code === params['code'])

async function receivers({ tx }: Asking) {
  return (await listAgencies(tx)).filter(({ active }) => active).map(({ id, name }) => ({ value: id, text: name }))
}

async function fields(asking: Asking, typed: Typed, problems: Readonly<Record<string, string>>) {
  const on = fieldsOf(typed, problems)
  return (
    <>
      {on.document({
        name: 'document',
        label: 'Definition',
        hint: 'JSON: sections of pages of questions, and what each answer becomes',
      })}
      {on.file({ name: 'file', label: 'Or choose a file', hint: 'It is read instead of the text above' })}
      {on.select({ name: 'receiver', label: 'Agency whose front door receives it' }, await receivers(asking))}
      {on.boxes({ name: 'senders', label: 'Kinds of agency that may use it' }, kinds)}
      {on.day({ name: 'from', label: 'First day' })}
      {on.why()}
    </>
  )
}

const writing = (definition: unknown) => JSON.stringify(definition, null, 2)

/** The definition with the code and the version under which it is kept: a draft finds its own version again. */
function readDefinition(reading: Reading, asking: Asking, known: { code?: string | undefined; version: number }) {
  if (textOf(reading.typed, 'tooLarge')) reading.problems['document'] = documentTooLarge
  const text = textOf(reading.typed, 'document')
  if (text === '') reading.problems['document'] ??= 'Enter the definition of the form'
  const numbered = checkDocument<FormKindShape>(withVersion(text, known.version), asking.checks.checkFormKind)
  if (!numbered.ok) reading.problems['document'] ??= numbered.problem
  else if (known.code !== undefined && numbered.value.code !== known.code)
    reading.problems['document'] ??= `code: it must stay ${known.code}`
  return numbered.ok ? numbered : undefined
}

function withVersion(text: string, version: number): string {
  try {
    const written: unknown = JSON.parse(text)
    return typeof written === 'object' && written !== null ? JSON.stringify({ ...written, version }) : text
  } catch {
    return text
  }
}

async function planVersion(asking: Asking, typed: Typed, earlier: readonly FormKindRow[]) {
  const reading = new Reading(typed)
  const version = (earlier[0]?.version ?? 0) + 1
  const definition = readDefinition(reading, asking, { code: earlier[0]?.code, version })
  const choices = await receivers(asking)
  const receiver = reading.oneOf(
    'receiver',
    choices.map(({ value }) => value),
    'Choose the agency that receives it',
  )
  const senders = reading.someOf(
    'senders',
    kinds.map(({ value }) => value),
    'Choose which kinds of agency may use it',
  )
  const from = reading.dayFrom('from', todayOf(asking.kernel.now()), 'Enter the first day')
  const source = sourceIn(reading)
  if (
    !earlier.length &&
    definition &&
    (await listFormKinds(asking.tx)).some(({ code }) => code === definition.value.code)
  )
    reading.problems['document'] ??=
      `code: there is already a form ${definition.value.code}; make a new version of it`
  const read = reading.result(definition)
  if (!read.ok || !read.value) return invalid(reading.problems)
  const { value: kind, json } = read.value
  const before = earlier.find(({ validFrom, validUntil }) => validUntil === null || validUntil > validFrom)
  return planned({
    title: `${kind.title}, version ${version}`,
    button: 'Make this version',
    next: `/administration/form-kinds/${kind.code}`,
    rows: [
      { key: 'Receives it', value: choices.find(({ value }) => value === receiver)?.text ?? '' },
      { key: 'May use it', value: kindsText(senders) },
      { key: 'First day', value: dateText(from) },
      { key: 'Questions', value: <FormKindPreview kind={kind} /> },
    ],
    affects: [
      before
        ? `From ${dateText(from)} who begins this form gets version ${version}; version ${before.version} ends then.`
        : `From ${dateText(from)} people of these agencies can use it.`,
      'Forms that have been begun are finished in the version in which they were begun.',
      'What has been sent does not change.',
    ],
    apply: tx =>
      asked(
        tx,
        sql`authz.add_form_kind(${kind.code}, ${version}, ${kind.title}, ${JSON.stringify(json)}::jsonb,
      ${receiver}, ${senders}::text[], ${startOf(from)}, ${source})`,
      ),
  })
}

const add: Change = {
  code: 'form.add',
  path: '/administration/form-kinds/add',
  title: 'Add a form kind',
  crumb,
  takesFile: true,
  said: 'The form has been added.',
  begin: async asking => dayFields('from', todayOf(asking.kernel.now())),
  form: fields,
  plan: (asking, typed) => planVersion(asking, typed, []),
}

const version: Change = {
  code: 'form.version',
  path: `${oneForm}/new-version`,
  title: 'Make a new version of a form',
  crumb,
  takesFile: true,
  said: 'The version has been made.',
  begin: async asking => {
    const [last] = await versionsOf(asking)
    return (
      last && {
        document: writing(last.definition),
        receiver: last.toAgency,
        senders: last.fromKinds.join(' '),
        ...dayFields('from', Temporal.PlainDate.from(todayOf(asking.kernel.now())).add({ days: 1 }).toString()),
      }
    )
  },
  form: fields,
  plan: async (asking, typed) => planVersion(asking, typed, await versionsOf(asking)),
}

const withdraw = reasonedChange<FormKindRow>({
  code: 'form.withdraw',
  path: `${oneForm}/:version{[0-9]+}/withdraw`,
  title: 'Take back a version',
  crumb,
  said: 'The version has been taken back.',
  find: async asking =>
    (await versionsOf(asking)).find(
      form =>
        String(form.version) === asking.params['version'] &&
        form.validFrom > asking.kernel.now() &&
        (form.validUntil === null || form.validUntil > form.validFrom),
    ),
  decide: async (_, form, source) => ({
    title: `Take back ${form.title}, version ${form.version}`,
    rows: [],
    button: 'Take back',
    affects: ['Nobody has used it, because it has not begun. The version before it goes on.'],
    next: `/administration/form-kinds/${form.code}`,
    apply: tx => asked(tx, sql`authz.withdraw_version('form_kind', ${form.code}, ${form.version}, ${source})`),
  }),
})

const end: Change = {
  code: 'form.end',
  path: `${oneForm}/end`,
  title: 'End a form kind',
  crumb,
  said: 'The form ends.',
  begin: async asking => {
    const [last] = await versionsOf(asking)
    return last && dayFields('until', todayOf(asking.kernel.now()))
  },
  form: async (_, typed, problems) => {
    const on = fieldsOf(typed, problems)
    return (
      <>
        {on.day({ name: 'until', label: 'Last day on which it can be begun' })}
        {on.why()}
      </>
    )
  },
  plan: async (asking, typed) => {
    const [last] = await versionsOf(asking)
    const reading = new Reading(typed)
    const until = reading.dayFrom('until', todayOf(asking.kernel.now()), 'Enter the last day')
    const source = sourceIn(reading)
    const read = reading.result(source)
    if (!read.ok || !last) return invalid(reading.problems)
    return planned({
      title: `End ${last.title}`,
      isWarning: true,
      button: 'End form',
      next: `/administration/form-kinds/${last.code}`,
      rows: [
        { key: 'Last day', value: dateText(until) },
        { key: 'May use it now', value: kindsText(last.fromKinds) },
      ],
      affects: [
        'After that day nobody can begin this form. What has been begun can be finished, and what has been sent stays.',
      ],
      apply: tx => asked(tx, sql`authz.end_form_kind(${last.code}, ${endOf(until)}, ${source})`),
    })
  },
}

export const formKindChanges: readonly Change[] = [add, version, withdraw, end]
