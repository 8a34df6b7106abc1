export const ru = {
  at: (day: string, time: string) => `${day} в ${time}`,
  alone: (when: string) => `У собеседника тихое время: придёт без звука, прозвучит ${when}`,
  all: (when: string) => `Тихое время: сообщение придёт без звука, прозвучит ${when}`,
  some: (quiet: number, people: number, when: string) => `Тихое время у ${quiet} из ${people}: им прозвучит ${when}`,
}
