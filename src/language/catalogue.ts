import { cy } from './cy.ts'
import { en } from './en.ts'

type English = typeof en

/** Every word of the interface in one language. */
export type Catalogue = { readonly [Part in keyof English]: { readonly [Key in keyof English[Part]]: string } }

/** A language that may still lack words. */
export type Translation = { readonly [Part in keyof Catalogue]?: Partial<Catalogue[Part]> }

export type Language = 'en' | 'cy'

export const english: Catalogue = en

/** Welsh, with English where a word is not yet translated. */
export const welsh: Catalogue = { ...withEnglish(cy) }

export function catalogueOf(language: Language): Catalogue {
  return language === 'cy' ? welsh : english
}

function withEnglish(words: Translation): Catalogue {
  return {
    frame: { ...en.frame, ...words.frame },
    govuk: { ...en.govuk, ...words.govuk },
    purpose: { ...en.purpose, ...words.purpose },
    person: { ...en.person, ...words.person },
    clock: { ...en.clock, ...words.clock },
    level: { ...en.level, ...words.level },
    standing: { ...en.standing, ...words.standing },
    filter: { ...en.filter, ...words.filter },
    timeline: { ...en.timeline, ...words.timeline },
    saving: { ...en.saving, ...words.saving },
    live: { ...en.live, ...words.live },
    upload: { ...en.upload, ...words.upload },
    keyboard: { ...en.keyboard, ...words.keyboard },
    hidden: { ...en.hidden, ...words.hidden },
    count: { ...en.count, ...words.count },
    time: { ...en.time, ...words.time },
  }
}

/** Which words of `whole` a translation lacks, as `part.key`. */
export function missingWords(whole: Catalogue, translation: Translation): string[] {
  const present = new Set(keysOf(translation))
  return keysOf(whole).filter(key => !present.has(key))
}

function keysOf(words: Translation): string[] {
  return Object.entries(words).flatMap(([part, texts]) => Object.keys(texts).map(key => `${part}.${key}`))
}

/** A text with its `%{…}` filled in. */
export function filled(text: string, values: Readonly<Record<string, string | number>>): string {
  return text.replace(/%\{(\w+)\}/g, (whole, name: string) => String(values[name] ?? whole))
}
