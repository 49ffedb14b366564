/** Two linked rings: the people around a child, holding. */
export function Wordmark({ name }: { name: string }) {
  return (
    <span class="kith-wordmark">
      <svg
        xmlns="http://www.w3.org/2000/svg"
        width="42"
        height="26"
        viewBox="0 0 42 26"
        fill="none"
        stroke-width="4"
        aria-hidden="true"
        focusable="false"
      >
        <circle class="kith-wordmark__left" cx="14" cy="13" r="10" />
        <circle class="kith-wordmark__right" cx="28" cy="13" r="10" />
        <path class="kith-wordmark__left" d="M18.6 4.12A10 10 0 0 1 23.95 14" />
      </svg>
      <span class="kith-wordmark__name">{name}</span>
    </span>
  )
}
