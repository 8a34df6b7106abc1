import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { Manifest } from 'vite'

/** Writes what a phone needs to put «Парта» on its home screen. */
export async function writeWebManifest(dist: string, manifest: Manifest): Promise<void> {
  const icon = Object.values(manifest).find((file) => file.src?.endsWith('brand/parta.svg'))?.file
  if (icon === undefined) throw new Error('The mark is not among the built files')
  const content = {
    name: 'Парта',
    short_name: 'Парта',
    lang: 'ru',
    start_url: '/im',
    scope: '/',
    display: 'standalone',
    background_color: '#17503d',
    theme_color: '#17503d',
    icons: [{ src: `/${icon}`, sizes: 'any', type: 'image/svg+xml', purpose: 'any' }],
  }
  await writeFile(join(dist, 'manifest.webmanifest'), `${JSON.stringify(content, null, 2)}\n`)
}
