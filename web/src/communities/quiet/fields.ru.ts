export const ru = {
  from: (what: string) => `${what}: с`,
  to: (what: string) => `${what}: до`,
}
