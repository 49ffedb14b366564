import { z } from 'zod'
import { defineSetting } from '../practice/settings.ts'

export type Order = Readonly<{ code: string; title: string; least: number; most?: number | undefined; law: string; verified: boolean }>

export const orderAges = defineSetting<readonly Order[]>({
  code: 'knife_order_ages', title: 'Orders and the ages they are for',
  about: 'From which age, and up to which, a court may make each order. An order outside its age is refused.',
  source: 'Home Office factsheet on the serious violence reduction order pilot: 18 or older; the sections are not verified',
  schema: z.array(z.object({
    code: z.string(), title: z.string(), least: z.number().int(), most: z.number().int().optional(), law: z.string(), verified: z.boolean(),
  }).readonly()).readonly(),
  starter: [
    { code: 'svro', title: 'Serious violence reduction order', least: 18, verified: false,
      law: 'Police, Crime, Sentencing and Courts Act 2022 s.165; Sentencing Code s.342A' },
    { code: 'respect', title: 'Respect order', least: 18, verified: false, law: 'Crime and Policing Act 2026' },
    { code: 'kcpo', title: 'Knife crime prevention order', least: 12, verified: false, law: 'Offensive Weapons Act 2019 ss.14 to 19' },
    { code: 'youth_injunction', title: 'Youth injunction', least: 10, most: 17, verified: false, law: 'Crime and Policing Act 2026' },
  ],
})

/** Why an order may not even be considered for somebody of this age; of an unknown age the adult orders are refused too. */
export function whyNotOrder(orders: readonly Order[], code: string, age: number | undefined): string | undefined {
  const order = orders.find(one => one.code === code)
  if (!order) return 'Choose an order that the list knows.'
  const law = `${order.law}${order.verified ? '' : ', section not verified'}`
  if (age === undefined) return order.least < 18 ? undefined
    : `A ${order.title.toLowerCase()} is for adults only, and the age of this person is not known (${law}).`
  if (age < order.least) return order.least >= 18
    ? `A ${order.title.toLowerCase()} is for adults only. It cannot be made for a child of ${age} (${law}).`
    : `A ${order.title.toLowerCase()} is not for a child under ${order.least} (${law}).`
  return order.most !== undefined && age > order.most
    ? `A ${order.title.toLowerCase()} is only for those up to ${order.most} (${law}).` : undefined
}
