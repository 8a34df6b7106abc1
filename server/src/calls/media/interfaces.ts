import type { NetworkInterfaceInfo } from 'node:os'

/** Networks inside of the machine: containers, bridges and virtual machines. Nobody in a call comes from there. */
const INSIDE =
  /^(docker|br-|veth|virbr|vmnet|vboxnet|cni|flannel|cali|kube|lxc|lxd|podman|tap|dummy|awdl|llw|utun|anpi)/

/** The networks of this machine by the names of their interfaces, as the system tells them. */
export type Networks = Readonly<
  Record<string, readonly Pick<NetworkInterfaceInfo, 'address' | 'family' | 'internal'>[] | undefined>
>

/** Where media come in: the names of interfaces and the addresses that people can reach on them. */
export interface ChosenInterfaces {
  readonly names: readonly string[]
  readonly addresses: readonly string[]
  /** Nothing but this machine itself can join. */
  readonly onlyLoopback: boolean
}

/**
 * Chooses the interfaces over which calls go: those that the operator names, otherwise those that lead out of the machine, and
 * loopback where there is no other. The media server takes every interface when it is told none, also those of containers, and
 * then offers each browser dozens of ways that lead nowhere.
 */
export function chooseInterfaces(networks: Networks, wanted: readonly string[]): ChosenInterfaces {
  const all = Object.entries(networks).map(([name, found]) => ({ name, found: (found ?? []).filter(isReachable) }))
  const named = all.filter(({ name }) => wanted.includes(name))
  const outward = all.filter(({ name, found }) => !INSIDE.test(name) && found.some(({ internal }) => !internal))
  const chosen = named.length > 0 ? named : outward
  const loopback = all.filter(({ found }) => found.some(({ internal }) => internal))
  const onlyLoopback = chosen.every(({ found }) => found.every(({ internal }) => internal))
  const used = chosen.length > 0 ? chosen : loopback
  return {
    names: used.map(({ name }) => name).sort(),
    addresses: used.flatMap(({ found }) => found.map(({ address }) => address)).sort(),
    onlyLoopback,
  }
}

/** Link-local addresses of version 6 mean nothing without the interface, which no candidate names. */
function isReachable({ address, family }: Pick<NetworkInterfaceInfo, 'address' | 'family'>): boolean {
  return family !== 'IPv6' || !/^fe[89ab]/i.test(address)
}
