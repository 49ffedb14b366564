export const mountPath = '/demo-idp'

export type Client = { id: string; secret: string }
