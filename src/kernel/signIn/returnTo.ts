/** Where to go after signing in: a path of our own, never another site, never back into signing in. */
export function returnPath(asked: string | undefined): string {
  if (asked === undefined || !/^\/(?![/\\])[\x21-\x7e]*$/.test(asked) || asked.length > 2000) return '/'
  const { pathname } = new URL(asked, 'http://kith.invalid')
  return /^\/(sign-in|sign-out|signed-out|first-run|demo-idp)(\/|$)/.test(pathname) ? '/' : asked
}
