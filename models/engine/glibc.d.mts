export class EngineUnsupportedError extends Error {
  constructor(reason: string, options?: ErrorOptions);
  readonly code: "engine_unsupported";
}
export function runningGlibc(): string | undefined;
export function chooseStart(machine: {
  platform: string;
  arch: string;
  glibc: string | undefined;
}): "plain" | "fallback" | "unsupported";
export function hostCommand(options: {
  projectRoot: string;
  onNotice?: (message: string) => void;
}): Promise<[string, ...string[]]>;
