CREATE TYPE public."Role" AS ENUM ('USER', 'ADMIN');
CREATE TABLE public."User" (
    id text DEFAULT gen_random_uuid() NOT NULL,
    email character varying(191) NOT NULL,
    role public."Role" DEFAULT 'USER'::public."Role" NOT NULL,
    roles public."Role"[] DEFAULT ARRAY['USER'::public."Role"],
    balance numeric(10,2) DEFAULT 0.00 NOT NULL,
    active boolean DEFAULT true NOT NULL,
    tags text[] DEFAULT '{}'::text[],
    data jsonb DEFAULT '{}'::jsonb,
    "createdAt" timestamp(3) without time zone DEFAULT CURRENT_TIMESTAMP NOT NULL,
    "updatedAt" timestamp(3) without time zone NOT NULL,
    CONSTRAINT "User_pkey" PRIMARY KEY (id)
);
CREATE TABLE public."Post" (
    id integer NOT NULL,
    "authorId" text,
    CONSTRAINT "Post_pkey" PRIMARY KEY (id)
);
CREATE SEQUENCE public."Post_id_seq" AS integer;
ALTER SEQUENCE public."Post_id_seq" OWNED BY public."Post".id;
ALTER TABLE ONLY public."Post" ALTER COLUMN id SET DEFAULT nextval('public."Post_id_seq"'::regclass);
CREATE UNIQUE INDEX "User_email_key" ON public."User" USING btree (email);
CREATE INDEX "User_createdAt_idx" ON public."User" USING btree ("createdAt" DESC);
ALTER TABLE ONLY public."Post" ADD CONSTRAINT "Post_authorId_fkey" FOREIGN KEY ("authorId") REFERENCES public."User"(id) ON UPDATE CASCADE ON DELETE SET NULL;
