/** A small exercise that is complete: it can be proven as it stands and is then changed piece by piece. */
export const skeleton: Readonly<Record<string, string>> = {
  'exercise.yaml': `level: challenge
minutes: 15
needs: []

# Values drawn for each student; {{ target }} in this file and in the texts.
vary:
  target: { pick: [pg02, pg03] }

# Brings the lab into the state the exercise begins with.
start:
  - leader: pg01

tasks:
  - id: leader
    points: 1
    check: patroni/leader-is
    with: { member: "{{ target }}" }
    within: 15s

solution:
  - id: switchover
    why:
      en: Why this step is taken.
      ru: Зачем нужен этот шаг.
    on: pg01
    run: patronictl switchover --leader pg01 --candidate {{ target }} --force

# What looks like a solution and is none: exactly these tasks are lost.
wrong:
  - name: nothing but looking
    do:
      - { on: pg01, run: patronictl list }
    fails: [leader]
`,
  'en.md': `# Title

The story: who needs what, and why today.

## What you will learn {#learn}

- one thing.

## Make {{ target }} the leader {#leader}

What is to be true in the end.

### Hints {#leader-hints}

1. What to look at.
2. Where to look.
3. Almost there.

## What happened {#after}

What went on behind the scenes.
`,
  'ru.md': `# Название

История: кому и что понадобилось и почему именно сегодня.

## Чему вы научитесь {#learn}

- чему-то одному.

## Лидер – {{ target }} {#leader}

Что должно получиться в итоге.

### Подсказки {#leader-hints}

1. На что посмотреть.
2. Где посмотреть.
3. Почти ответ.

## Что произошло {#after}

Что происходило за кулисами.
`,
}
