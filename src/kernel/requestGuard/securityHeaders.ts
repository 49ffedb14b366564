import { randomBytes } from 'node:crypto'
import type { Context, MiddlewareHandler } from 'hono'
import { isTrustworthy } from '../signIn/cookies.ts'
import type { GateEnv } from '../signIn/gate.ts'

/**
 * Scripts run only with this page's nonce, and what such a script loads itself (`'strict-dynamic'`: the islands'
 * chunks). There is no `'self'` for scripts, so an uploaded file can never become one. MapLibre makes its worker from a
 * blob and draws images from blobs. Signing out ends on a page with a link, so forms never leave this origin.
 */
const policy = (nonce: string) => [
  "default-src 'none'", `script-src 'nonce-${nonce}' 'strict-dynamic'`, "style-src 'self'",
  "img-src 'self' data: blob:",
  "font-src 'self'", "connect-src 'self'", "worker-src 'self' blob:", "manifest-src 'self'", "form-action 'self'",
  "frame-ancestors 'none'", "base-uri 'none'", "object-src 'none'",
].join('; ')

const always: [string, string][] = [
  ['X-Content-Type-Options', 'nosniff'],
  ['X-Frame-Options', 'DENY'],
  // Not no-referrer: with that, browsers send `Origin: null` from our own forms. Nothing leaves for other sites.
  ['Referrer-Policy', 'same-origin'],
  ['Cross-Origin-Resource-Policy', 'same-origin'],
  ['Permissions-Policy', ['accelerometer', 'camera', 'display-capture', 'encrypted-media', 'fullscreen', 'geolocation',
    'gyroscope', 'magnetometer', 'microphone', 'midi', 'payment', 'publickey-credentials-get', 'screen-wake-lock',
    'usb', 'xr-spatial-tracking'].map(feature => `${feature}=()`).join(', ')],
]

/** Browsers ignore these, and complain, where the origin is not secure: a demo over plain HTTP. */
const onSecureOrigins: [string, string][] = [
  ['Cross-Origin-Opener-Policy', 'same-origin'], ['Origin-Agent-Cluster', '?1'],
]

/** Two years. */
export const stayWithTls = { 'Strict-Transport-Security': 'max-age=63072000; includeSubDomains' } as const

/** Nothing about people stays in any cache; what may stay (assets named by their content) says so itself. */
export const securityHeaders: MiddlewareHandler<GateEnv> = async (c, next) => {
  const nonce = randomBytes(16).toString('base64')
  c.set('nonce', nonce)
  await next()
  writeSecurityHeaders(c, nonce)
}

function writeSecurityHeaders(c: Context<GateEnv>, nonce: string): void {
  const headers = isTrustworthy(c.var.origin) ? [...always, ...onSecureOrigins] : always
  for (const [name, value] of headers) c.header(name, value)
  // The address of a personal link is its secret: it is not even told to ourselves.
  if (c.req.path.startsWith('/by-link/')) c.header('Referrer-Policy', 'no-referrer')
  if (!c.res.headers.has('Content-Security-Policy')) c.header('Content-Security-Policy', policy(nonce))
  if (!c.res.headers.has('Cache-Control')) c.header('Cache-Control', 'no-store')
  if (c.var.origin.startsWith('https:'))
    for (const [name, value] of Object.entries(stayWithTls)) c.header(name, value)
}
