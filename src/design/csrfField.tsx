/** What proves that a form came from our own page. */
export function CsrfField({ value }: { value: string }) {
  return <input type="hidden" name="csrf" value={value} />
}
