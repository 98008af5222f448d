CREATE PROCEDURE split(IN whole integer, OUT half integer, INOUT rest integer DEFAULT 0)
    LANGUAGE plpgsql AS $$begin half := whole / 2; rest := rest + whole % 2; end$$;
