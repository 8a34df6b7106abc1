import { isIP } from 'node:net'
import type { Config } from './config.ts'

/** What is wrong with the variables of the media server. */
export function checkMedia(config: Config): string[] {
  if (config.mediaServer === 'cluster') return checkCluster(config)
  const mistakes: string[] = []
  const [first, last] = (/^(\d{1,5})(?:-(\d{1,5}))?$/.exec(config.mediaUdpPorts) ?? []).slice(1)
  const isRange = last === undefined || (Number(last) > Number(first) && Number(last) < 65_536)
  if (!(Number(first) > 0 && Number(first) < 65_536 && isRange)) {
    mistakes.push('PARTA_MEDIA_UDP_PORTS: expected a port or two with a hyphen, such as 7882-7889')
  }
  const addresses = config.mediaAddress.split(',').filter((part) => part !== '')
  if (addresses.some((part) => isIP(part) === 0) || new Set(addresses.map(isIP)).size < addresses.length) {
    mistakes.push('PARTA_MEDIA_ADDRESS: expected an IP address, or one of each version with a comma')
  }
  if ((config.mediaTurnCertificate === '') !== (config.mediaTurnKey === '')) {
    mistakes.push('PARTA_MEDIA_TURN_CERTIFICATE and PARTA_MEDIA_TURN_KEY: both are needed or none')
  }
  return mistakes
}

function checkCluster({ publicUrl, mediaUrl, mediaKey, mediaSecret }: Config): string[] {
  const schemes = publicUrl === '' ? ['ws:', 'wss:'] : ['wss:']
  const mistakes: string[] = []
  if (mediaUrl === '' || !schemes.includes(new URL(mediaUrl).protocol)) {
    const expected = schemes.map((scheme) => `${scheme}//`).join(' or ')
    mistakes.push(`PARTA_MEDIA_URL: expected an address with ${expected} with PARTA_MEDIA_SERVER=cluster`)
  }
  if (mediaKey === '' || mediaSecret === '') {
    mistakes.push('PARTA_MEDIA_KEY and PARTA_MEDIA_SECRET: both are needed with PARTA_MEDIA_SERVER=cluster')
  }
  return mistakes
}
