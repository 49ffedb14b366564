import { createContext, useContext } from 'hono/jsx'
import { english } from '../language/catalogue.ts'
import type { Catalogue } from '../language/catalogue.ts'

/** The words of the page being drawn; `Page` provides them, English stands in outside a page. */
export const TextsOfPage = createContext<Catalogue>(english)

export function useTexts(): Catalogue {
  return useContext(TextsOfPage)
}
