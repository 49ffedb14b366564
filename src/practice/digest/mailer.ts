import { createTransport } from 'nodemailer'
import type { MailServer } from '../../kernel/settings.ts'

export type Mail = Readonly<{ to: string; subject: string; text: string }>
export type Mailer = Readonly<{ send: (mail: Mail) => Promise<void>; close: () => void }>

const seconds = 1_000

/** Speaks SMTP with one server: by TLS, unless that server is this machine. */
export function openMailer({ url, from }: MailServer): Mailer {
  const { hostname } = new URL(url)
  const isHere = ['localhost', '127.0.0.1', '[::1]'].includes(hostname)
  const transport = createTransport({
    url, requireTLS: !isHere, ignoreTLS: isHere, connectionTimeout: 20 * seconds, greetingTimeout: 20 * seconds,
    socketTimeout: 30 * seconds, disableFileAccess: true, disableUrlAccess: true,
  })
  return {
    send: async ({ to, subject, text }) => {
      await transport.sendMail({ from: { name: 'Kith', address: from }, to, subject, text, headers: { 'Auto-Submitted': 'auto-generated' } })
    },
    close: () => { transport.close() },
  }
}
