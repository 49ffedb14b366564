export function findChromium(): string | undefined
export function mayInstallChromium(): boolean
export const howToInstallChromium: string
