import type { Content } from './attributes.ts'
import { Heading } from './heading.tsx'
import type { HeadingLevel } from './heading.tsx'
import { useTexts } from './texts.ts'

export type IdentityBarProps = {
  name: Content
  /** In words, from `ageText`: "15 years". */
  age: string
  /** Communication needs and adjustments: first, because they decide how everything else is done. */
  needs: readonly Content[]
  /** Legal or safety limits, in words. */
  restrictions?: readonly Content[] | undefined
  /** Date of birth, pronouns, other names: short facts after the needs. */
  facts?: readonly { key: Content; value: Content }[] | undefined
  headingLevel?: HeadingLevel | undefined
  children?: Content
}

export function IdentityBar(props: IdentityBarProps) {
  const { person } = useTexts()
  return (
    <section class="kith-identity" aria-label={person.sections}>
      <div class="kith-identity__who">
        <Heading level={props.headingLevel ?? 1} class="kith-identity__name">{props.name}</Heading>
        <Age age={props.age} />
      </div>
      <div class="kith-identity__needs">
        <h2 class="kith-identity__label">{person.needs}</h2>
        <Lines items={props.needs} none={person.noNeeds} />
      </div>
      {props.restrictions?.length
        ? <div class="kith-identity__restrictions">
            <h2 class="kith-identity__label">{person.restrictions}</h2>
            <Lines items={props.restrictions} none="" />
          </div>
        : undefined}
      {props.facts?.length
        ? <dl class="kith-identity__facts">
            {props.facts.map(({ key, value }) => <div><dt>{key}</dt> <dd>{value}</dd></div>)}
          </dl>
        : undefined}
      {props.children}
    </section>
  )
}

function Age({ age }: { age: string }) {
  const [, figures = '', unit = age] = /^(\d+)\s*(.*)$/v.exec(age) ?? []
  return (
    <p class="kith-identity__age">
      <span class="govuk-visually-hidden">{useTexts().person.age} </span>
      {figures ? <b class="kith-identity__figures">{figures}</b> : undefined}{' '}{unit}
    </p>
  )
}

function Lines({ items, none }: { items: readonly Content[]; none: string }) {
  if (items.length === 0) return <p class="kith-identity__none">{none}</p>
  return <ul class="kith-identity__lines">{items.map(item => <li>{item}</li>)}</ul>
}
