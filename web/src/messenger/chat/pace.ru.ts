export const ru = {
  slow: (every: string) => `Медленный режим: одно сообщение за ${every}`,
  wait: (clock: string) => `Медленный режим: следующее сообщение через ${clock}`,
}
