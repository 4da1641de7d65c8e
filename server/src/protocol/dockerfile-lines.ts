import type { LaneProgram } from './lane-program.ts';
import { shellLine } from './shell-words.ts';

/** A Dockerfile that has a lane's settings in the image itself, made from the lab's own image. */
export function dockerfileLines({ service, runtime, stopSignal }: LaneProgram): string {
  const { container, environment } = service;
  const words = [...container.entrypoint, ...service.arguments];
  const elsewhere = [
    ...(runtime.init ? ['--init'] : []),
    ...(runtime.restartPolicy === 'no' ? [] : [`--restart ${runtime.restartPolicy}`]),
  ];
  return [
    `FROM ${container.image}`,
    ...Object.entries(environment).map(([name, value]) => `ENV ${name}=${value}`),
    ...(container.dataPath === null ? [] : [`VOLUME ${JSON.stringify([container.dataPath])}`]),
    `STOPSIGNAL ${stopSignal}`,
    runtime.form === 'exec'
      ? `ENTRYPOINT [${words.map((word) => JSON.stringify(word)).join(', ')}]`
      : `ENTRYPOINT ${shellLine(words)}`,
    ...(elsewhere.length === 0 ? [] : [`# Not an image's to say, but docker run's: ${elsewhere.join(' ')}`]),
  ].join('\n');
}
