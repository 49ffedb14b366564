import { Hono } from 'hono'
import type { Env } from '../../../kernel/web.ts'
import { makingScope } from '../../making/openForm.ts'
import { listOwnDrafts, listOwnNotifications } from '../../store/ownNotifications.ts'
import { MyNotifications } from './view.tsx'

/** What the viewer has begun and sent, and how far the front door has come with it. */
export const myNotificationPages = () => new Hono<Env>()
  .get('/notifications', async c => {
    const { kernel } = c.var
    const scope = makingScope(c)
    const [drafts, sent] = [await listOwnDrafts(kernel, scope), await listOwnNotifications(kernel, scope)]
    return c.var.render(
      {
        title: 'My notifications', wide: true,
        live: ['verb:notification.', ...sent.map(({ id }) => `work:${id}`)].slice(0, 40).join(','),
      },
      <MyNotifications {...{ drafts, sent }} now={kernel.now()} />)
  })
