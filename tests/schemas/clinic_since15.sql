-- A clinic on PostgreSQL 15 and later: what newer servers can say.

CREATE TYPE visit_kind AS ENUM ('first', 'follow-up');

CREATE TABLE patients (
    id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    insurer integer,
    policy_number text,
    family_doctor bigint,
    CONSTRAINT one_policy UNIQUE NULLS NOT DISTINCT (insurer, policy_number),
    CONSTRAINT patients_family_doctor_fkey FOREIGN KEY (family_doctor) REFERENCES patients (id)
);
CREATE UNIQUE INDEX patients_doctor ON patients (family_doctor) NULLS NOT DISTINCT WHERE insurer IS NULL;

CREATE TABLE visits (
    patient bigint NOT NULL,
    at timestamptz NOT NULL,
    kind visit_kind DEFAULT 'first',
    room smallint,
    building smallint DEFAULT 1,
    PRIMARY KEY (patient, at)
);
CREATE TABLE rooms (building smallint, number smallint, PRIMARY KEY (building, number));
ALTER TABLE visits
    ADD CONSTRAINT visits_room FOREIGN KEY (building, room) REFERENCES rooms (building, number) ON DELETE SET NULL (room),
    ADD CONSTRAINT visits_patient FOREIGN KEY (patient) REFERENCES patients ON DELETE CASCADE;
CREATE INDEX visits_kind ON visits USING gist (tstzrange(at, at, '[]')) WHERE kind = 'first'::visit_kind;

CREATE VIEW my_patients WITH (security_invoker = true, check_option = local) AS
    SELECT id, insurer FROM patients WHERE policy_number IS NOT NULL;
CREATE VIEW busy_rooms WITH (security_invoker, security_barrier = off) AS
    SELECT building, room, count(*) AS visits, count(*) FILTER (WHERE kind = 'first') AS firsts
    FROM visits WHERE room IS NOT NULL GROUP BY CUBE (building, room);

CREATE FUNCTION visit_json(v visits) RETURNS jsonb LANGUAGE sql STABLE
    RETURN jsonb_build_object('patient', (v).patient, 'at', to_char((v).at, 'YYYY-MM-DD"T"HH24:MI'), 'kind', v.kind);
CREATE PROCEDURE move_visits(OUT skipped integer, IN from_room smallint, INOUT moved integer DEFAULT 0)
    LANGUAGE plpgsql SECURITY DEFINER SET search_path TO '' AS $$
BEGIN
    UPDATE public.visits SET room = NULL WHERE room = from_room;
    GET DIAGNOSTICS moved = ROW_COUNT;
    skipped := 0;
END $$;
