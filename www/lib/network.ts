// What the page must know of a model file before the core reads it: whether it needs the network's weights.

interface File {
  models?: { scaling?: { components?: unknown[] } }[];
}

/** Whether a model of the file has deep features among its inputs; a text that is no model file has none. */
export function usesNetwork(model: string): boolean {
  try {
    const { models } = JSON.parse(model) as File;
    return models?.some(({ scaling }) => (scaling?.components?.length ?? 0) > 0) ?? false;
  } catch {
    return false;
  }
}
