/** An appointment that a form is about, wherever it was opened from. */
export interface Held {
  appointmentId: number;
  revision: number;
  person: string;
  position: string;
  rank: string | null;
  isHead: boolean;
  published: boolean | null;
  decision: string | null;
  from: string;
  until: string | null;
  organisation: { id: number; name: string };
}
