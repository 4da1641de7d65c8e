/** What is wrong with a file that is no scenario, and where. */
export interface ScenarioProblem {
  file: string;
  line: number;
  /** What is wrong, and what to do where that is not plain. */
  message: string;
}
