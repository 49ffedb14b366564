import { linkTarget } from './attributes.ts'

export type PersonNameProps = {
  name: string
  /** In words, from `ageText`; "age not known" where it is not. */
  age: string
  href?: string | undefined
}

/** A name in a list or a sentence: the age stands beside it, always, so that a child is seen as a child. */
export function PersonName({ name, age, href }: PersonNameProps) {
  return (
    <span>
      {href ? <a class="govuk-link" href={linkTarget(href)}>{name}</a> : <b>{name}</b>}
      {' '}<span class="kith-person__age">{age}</span>
    </span>
  )
}
