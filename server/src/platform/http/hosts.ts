import type { Config } from '../config/config.ts'
import type { Surface } from '../dispatch/viewer.ts'

/** Which host names this installation answers to. Cookies ignore ports, so surfaces differ by host. */
export interface Hosts {
  /** The surface of a Host header, or null when the host is not ours. */
  surfaceOf(host: string | undefined): Surface | null
  /** Whether an Origin header is the site of this very host. */
  isOwnOrigin(origin: string | undefined, host: string | undefined): boolean
  /** Address of a surface for links in letters and on the console. */
  url(surface: Surface): string
  /** Whether a Host header is the host of files, which is no surface: no session is known there. */
  isFiles(host: string | undefined): boolean
  /** Address of the host of files. */
  filesUrl(): string
}

const PREFIXES: Readonly<Record<Surface, string>> = { main: '', operator: 'ops.', school: 'school.' }
const SURFACES: readonly Surface[] = ['main', 'operator', 'school']

/** `port` tells the port in use when the configuration leaves it open. */
export function createHosts(config: Config, port: () => number): Hosts {
  const scheme = config.publicUrl !== '' || config.tlsCertificate !== '' ? 'https' : 'http'
  const hostOf = (surface: Surface): string => {
    const prefix = PREFIXES[surface]
    if (config.publicUrl === '') return `${prefix}localhost:${port()}`
    const own = { main: config.publicUrl, operator: config.operatorUrl, school: config.schoolUrl }[surface]
    return own === '' ? `${prefix}${new URL(config.publicUrl).host}` : new URL(own).host
  }
  const surfaceOf = (host: string | undefined): Surface | null => {
    if (host === undefined) return null
    const lower = host.toLowerCase()
    return SURFACES.find((surface) => lower === hostOf(surface)) ?? null
  }
  const filesHost = (): string => {
    if (config.publicUrl === '') return `files.localhost:${port()}`
    return config.filesUrl === '' ? `files.${new URL(config.publicUrl).host}` : new URL(config.filesUrl).host
  }
  return {
    surfaceOf,
    isOwnOrigin(origin, host) {
      const surface = surfaceOf(host)
      return surface !== null && origin === `${scheme}://${hostOf(surface)}`
    },
    url: (surface) => `${scheme}://${hostOf(surface)}`,
    isFiles: (host) => host?.toLowerCase() === filesHost(),
    filesUrl: () => `${scheme}://${filesHost()}`,
  }
}
