import type { ChosenInterfaces } from './interfaces.ts'

/** Ways into the media server, as the operator has configured them. */
export interface MediaPorts {
  /** TCP port of its API and signals on loopback. */
  readonly signal: number
  /** UDP ports of media, `7882` or `7882-7889`. */
  readonly udp: string
  /** TCP port of media, for networks without UDP. */
  readonly tcp: number
  /** UDP port of the relay, which tells browsers their own address as well. */
  readonly turn: number
}

/** The relay for networks that let nothing but https out. */
export interface RelayOverTls {
  /** Its own name, to which browsers connect on port 443. */
  readonly domain: string
  /** Local TCP port behind that one. */
  readonly port: number
  /** Files of the certificate; empty when a proxy before it ends TLS. */
  readonly certificate: string
  readonly key: string
}

export interface LivekitSettings {
  readonly ports: MediaPorts
  readonly interfaces: ChosenInterfaces
  /** Public address of the machine, or one of each version with a comma; empty when its own ones are what people reach. */
  readonly publicAddress: string
  readonly relayOverTls: RelayOverTls | null
  readonly key: string
  readonly secret: string
}

/** Between the relay and the media server itself, so no firewall has to know them. */
const RELAY_PORTS = { start: 30_000, end: 34_999 }
/** What every school laptop encodes in hardware or cheaply; newer ones would be chosen by the strongest and hurt the rest. */
const CODECS = ['audio/opus', 'audio/red', 'video/vp8', 'video/h264', 'video/rtx']

/** The configuration of LiveKit as JSON, which its YAML reader takes. */
export function livekitConfig(settings: LivekitSettings): string {
  const { ports, interfaces, key, secret } = settings
  const address = nodeAddress(settings)
  const stun = address?.split(',')[0] ?? interfaces.addresses.find(isVersion4) ?? interfaces.addresses[0]
  return JSON.stringify({
    port: ports.signal,
    bind_addresses: ['127.0.0.1'],
    keys: { [key]: secret },
    logging: { level: 'warn', json: true, pion_level: 'error' },
    rtc: {
      udp_port: ports.udp,
      tcp_port: ports.tcp,
      use_external_ip: false,
      ...(address === undefined ? {} : { node_ip: address }),
      interfaces: { includes: interfaces.names },
      enable_loopback_candidate: interfaces.onlyLoopback,
      // Without one of our own LiveKit hands browsers the servers of a stranger.
      ...(stun === undefined ? {} : { stun_servers: [hostAndPort(stun, ports.turn)] }),
      congestion_control: { enabled: true, allow_pause: true },
    },
    room: {
      // Whoever has a token for a call that has ended gets no room by it.
      auto_create: false,
      enabled_codecs: CODECS.map((mime) => ({ mime })),
      enable_remote_unmute: false,
    },
    // Places are counted by us; left out, the number of processors would decide.
    limit: { num_tracks: -1 },
    turn: relayOf(settings),
  })
}

/** With several addresses each interface offers its own, and none stands for all. */
function nodeAddress({ publicAddress, interfaces }: LivekitSettings): string | undefined {
  if (publicAddress !== '') return publicAddress
  const four = interfaces.addresses.filter(isVersion4)
  return four.length === 1 ? four[0] : undefined
}

function relayOf({ ports, interfaces, publicAddress, relayOverTls }: LivekitSettings): object {
  const own = [...interfaces.addresses, ...publicAddress.split(',').filter((address) => address !== '')]
  return {
    enabled: true,
    udp_port: ports.turn,
    bind_addresses: [own.some(isVersion4) ? '0.0.0.0' : '::'],
    relay_range_start: RELAY_PORTS.start,
    relay_range_end: RELAY_PORTS.end,
    // Of the networks that nobody outside may reach through it, the media server itself is the only exception.
    allow_restricted_peer_cidrs: [...new Set(own)].map((address) => `${address}/${isVersion4(address) ? 32 : 128}`),
    ...(relayOverTls === null ? {} : overTls(relayOverTls)),
  }
}

function overTls({ domain, port, certificate, key }: RelayOverTls): object {
  const files = certificate === '' ? { external_tls: true } : { cert_file: certificate, key_file: key }
  return { domain, tls_port: port, ...files }
}

function isVersion4(address: string): boolean {
  return !address.includes(':')
}

function hostAndPort(address: string, port: number): string {
  return isVersion4(address) ? `${address}:${port}` : `[${address}]:${port}`
}
