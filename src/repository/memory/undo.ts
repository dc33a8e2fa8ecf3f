/** Changes maps so that all changes can be taken back. */
export type Undo = {
  add(step: () => void): void;
  set<K, V>(map: Map<K, V>, key: K, value: V): void;
  remove<K, V>(map: Map<K, V>, key: K): void;
  /** Takes everything back, the newest change first. */
  all(): void;
};

export function createUndo(): Undo {
  const steps: (() => void)[] = [];
  return {
    add: (step) => void steps.push(step),
    set: (map, key, value) => {
      steps.push(restoring(map, key));
      map.set(key, value);
    },
    remove: (map, key) => {
      steps.push(restoring(map, key));
      map.delete(key);
    },
    all: () => {
      for (const step of steps.reverse()) step();
    },
  };
}

function restoring<K, V>(map: Map<K, V>, key: K): () => void {
  if (!map.has(key)) return () => map.delete(key);
  const before = map.get(key) as V;
  return () => map.set(key, before);
}
