import { filled } from '../language/catalogue.ts'
import { linkTarget } from './attributes.ts'
import { CsrfField } from './csrfField.tsx'
import type { Viewer, NavLink } from './page.tsx'
import { useTexts } from './texts.ts'
import { Wordmark } from './wordmark.tsx'

type FrameHeaderProps = { viewer: Viewer | undefined; nav: readonly NavLink[]; csrf: string }

export function FrameHeader({ viewer, nav, csrf }: FrameHeaderProps) {
  const { frame } = useTexts()
  return (
    <header class="kith-header">
      <div class="kith-header__bar">
        <a class="kith-header__home" href="/" aria-label={frame.home}><Wordmark name={frame.product} /></a>
        {viewer?.maySearch ? <Search csrf={csrf} /> : undefined}
        <div class="kith-header__tools">
          {viewer?.bell ? <Bell {...viewer.bell} /> : undefined}
          <a class="kith-header__hide" href="/hidden" data-quick-hide title={frame.hideHelp} rel="nofollow">
            {frame.hide}
          </a>
        </div>
      </div>
      {viewer
        ? <div class="kith-header__second">
            <Navigation nav={nav} />
            <SignedIn viewer={viewer} csrf={csrf} />
          </div>
        : undefined}
    </header>
  )
}

/** Posts, so that no name ever stands in a URL, a history or a log. */
function Search({ csrf }: { csrf: string }) {
  const { frame } = useTexts()
  return (
    <search class="kith-search">
      <form action="/people/search" method="post" class="kith-search__form">
        <CsrfField value={csrf} />
        <label class="govuk-visually-hidden" for="kith-search">{frame.search}</label>
        <input
          class="kith-search__input"
          id="kith-search"
          name="q"
          type="search"
          autocomplete="off"
          spellcheck={false}
          placeholder={frame.searchHint}
          data-key-search
        />
        <button class="kith-search__button" type="submit">{frame.searchButton}</button>
      </form>
    </search>
  )
}

const bellShape = 'M11 1a2 2 0 0 1 2 2v.3a7 7 0 0 1 5 6.7v5l2.4 3.2a.5.5 0 0 1-.4.8H2a.5.5 0 0 1-.4-.8L4 15v-5'
  + 'a7 7 0 0 1 5-6.7V3a2 2 0 0 1 2-2zM8 20.5h6a3 3 0 0 1-6 0z'

function Bell({ href, count }: { href: string; count: number }) {
  const { frame } = useTexts()
  const label = count > 0 ? filled(frame.bell, { count }) : frame.bellNone
  return (
    <a class="kith-header__bell" href={linkTarget(href)} aria-label={label} data-live="bell">
      <svg width="22" height="24" viewBox="0 0 22 24" fill="currentColor" aria-hidden="true" focusable="false">
        <path d={bellShape} />
      </svg>
      {count > 0 ? <span class="kith-header__count">{count > 99 ? '99+' : count}</span> : undefined}
    </a>
  )
}

function Navigation({ nav }: { nav: readonly NavLink[] }) {
  const { frame } = useTexts()
  return (
    <nav class="kith-nav" aria-label={frame.menu}>
      <ul class="kith-nav__list">
        {nav.map(({ text, href, current, keys }) => (
          <li>
            <a
              class="kith-nav__link"
              href={linkTarget(href)}
              aria-current={current ? 'page' : undefined}
              data-keys={keys}
            >
              {text}
            </a>
          </li>
        ))}
      </ul>
    </nav>
  )
}

function SignedIn({ viewer, csrf }: { viewer: Viewer; csrf: string }) {
  const { frame } = useTexts()
  return (
    <div class="kith-account">
      <p class="kith-account__who">
        <span class="govuk-visually-hidden">{frame.signedInAs} </span>
        <a class="kith-account__link" href="/account/sessions"><b>{viewer.name}</b></a>{' '}
        <span class="kith-account__agency">{viewer.agency}</span>
      </p>
      {viewer.mayChangeRole ? <a class="kith-account__link" href="/account/role">{frame.changeRole}</a> : undefined}
      <form method="post" action="/sign-out" class="kith-account__form">
        <CsrfField value={csrf} />
        <button type="submit" class="kith-account__sign-out">{frame.signOut}</button>
      </form>
    </div>
  )
}
