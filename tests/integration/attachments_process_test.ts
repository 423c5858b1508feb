import { assert, assertEquals } from "../support/assert.ts";
import { ApiClient } from "../support/api_client.ts";
import { downloadBig, residentWhile, uploadBig } from "../support/big_file.ts";
import { granted } from "../support/granted.ts";
import { S3Server } from "../support/s3_server.ts";
import { bytesOf, joined, pdf } from "../support/sample_files.ts";
import { ServerProcess, tempDataDir } from "../support/server_process.ts";
import { canMountDisks, mountSmallDisk } from "../support/small_disk.ts";
import { until } from "../support/until.ts";

const ignore = !granted("read", "write", "run", "net", "env", "sys");
const MEBIBYTE = 1024 * 1024;
const BIG = 200 * MEBIBYTE;
const GROWTH_MAX = 64 * MEBIBYTE;

function upload(
  client: ApiClient,
  file: Uint8Array<ArrayBuffer>,
  name: string,
  fields: Record<string, string> = {},
) {
  const form = new FormData();
  for (const [field, value] of Object.entries(fields)) form.append(field, value);
  form.append("file", new File([file], name));
  return client.ask("POST", "/api/attachments/upload", form);
}

async function content(client: ApiClient, attachmentId: string): Promise<Uint8Array> {
  const response = await fetch(`${client.origin}/api/attachments/${attachmentId}/content`, {
    headers: { authorization: `Bearer ${client.token}` },
  });
  return new Uint8Array(await response.arrayBuffer());
}

Deno.test({
  name:
    "memory does not grow with a file: 200 MiB up and down, whole and in ranges, in less than 64 MiB [FILE-20]",
  ignore,
  async fn() {
    await using dataDir = await tempDataDir();
    const env = { UPLOAD_MAX_MB: "300" };
    await using server = await ServerProcess.start({ dataDir: dataDir.path, env });
    const { token } = await ApiClient.signIn(server.origin, "patient@demo.test");
    const warm = 4 * MEBIBYTE;
    await downloadBig(server.origin, token, await uploadBig(server.origin, token, warm), { size: warm });
    const { before, largest } = await residentWhile(server.pid, async () => {
      const id = await uploadBig(server.origin, token, BIG);
      assertEquals(await downloadBig(server.origin, token, id, { size: BIG }), BIG);
      const [from, until] = [BIG / 2 - 5, BIG / 2 + 200_000];
      assertEquals(await downloadBig(server.origin, token, id, { size: BIG, from, until }), until - from);
    });
    assert(largest - before < GROWTH_MAX, `it grew by ${((largest - before) / MEBIBYTE).toFixed(0)} MiB`);
  },
});

Deno.test({
  name: "kill -9 in the middle of an upload leaves no file and no row after the next start [FILE-15]",
  ignore,
  async fn() {
    await using dataDir = await tempDataDir();
    const unfinished = () =>
      Array.fromAsync(Deno.readDir(`${dataDir.path}/blobs/unfinished`), (one) => one.name);
    const server = await ServerProcess.start({ dataDir: dataDir.path });
    const { token } = await ApiClient.signIn(server.origin, "patient@demo.test");
    using connection = await Deno.connect({ hostname: "127.0.0.1", port: server.port });
    await connection.write(joined(
      `POST /api/attachments/upload HTTP/1.1\r\nhost: x\r\nauthorization: Bearer ${token}\r\n`,
      "content-type: multipart/form-data; boundary=b\r\ncontent-length: 9000000\r\n\r\n",
      '--b\r\ncontent-disposition: form-data; name="file"; filename="a.txt"\r\n\r\n',
      "x".repeat(200_000),
    ));
    await until(async () => (await unfinished()).length === 1);
    server.kill("SIGKILL");
    await server.ended;
    assertEquals((await unfinished()).length, 1);
    await using again = await ServerProcess.start({ dataDir: dataDir.path });
    assertEquals(await unfinished(), []);
    const patient = await ApiClient.signIn(again.origin, "patient@demo.test");
    assertEquals((await patient.ask("GET", "/api/attachments")).body.total, 0);
  },
});

Deno.test({
  name: "a full disk is 507, and messages go on; with room again files do too [FILE-19]",
  ignore: ignore || !canMountDisks(),
  async fn() {
    await using disk = await mountSmallDisk(32);
    await using dataDir = await tempDataDir();
    const env = { UPLOAD_FOLDER: disk.path };
    await using server = await ServerProcess.start({ dataDir: dataDir.path, env });
    const patient = await ApiClient.signIn(server.origin, "patient@demo.test");
    const doctor = await ApiClient.signIn(server.origin, "doctor@demo.test");
    const { body } = await patient.ask("GET", "/api/conversations");
    const { conversation_id } = body.conversations[0];
    await using phone = await doctor.socket();
    const chats = async (text: string) => {
      const sent = await patient.ask("POST", `/api/conversations/${conversation_id}/send-message`, {
        body: text,
      });
      assertEquals(sent.status, 201);
      await phone.next("chat:message", ({ message }) => message.body === text);
    };
    const small = await upload(patient, pdf(), "small.pdf", { conversation_id });
    // Larger than the disk: the system itself says that it is full, in the middle.
    const large = await upload(patient, bytesOf("x".repeat(40_000_000)), "large.txt");
    assertEquals([small.status, large.status, large.body.code], [201, 507, "insufficient_storage"]);
    await chats("after the large one");
    await disk.fill();
    const refused = await upload(patient, pdf(), "small.pdf");
    assertEquals([refused.status, refused.body.code], [507, "insufficient_storage"]);
    await chats("while the disk is full");
    assertEquals(await content(doctor, small.body.attachment.attachment_id), pdf());
    assertEquals(await Array.fromAsync(Deno.readDir(`${disk.path}/unfinished`)), []);
    await disk.free();
    assertEquals((await upload(patient, pdf(), "small.pdf")).status, 201);
  },
});

Deno.test({
  name: "a clinic with a bucket keeps files there, says when it is away, and loses nothing [FILE-18]",
  ignore,
  async fn() {
    await using bucket = new S3Server();
    const { place } = bucket;
    await using dataDir = await tempDataDir();
    await using server = await ServerProcess.start({
      dataDir: dataDir.path,
      env: {
        S3_BUCKET: place.bucket,
        S3_KEY: place.accessKey,
        S3_SECRET: place.secretKey,
        S3_REGION: place.region,
        S3_ENDPOINT: bucket.endpoint,
      },
    });
    const patient = await ApiClient.signIn(server.origin, "patient@demo.test");
    const { body } = await upload(patient, pdf(), "a.pdf");
    assertEquals(bucket.objects.size, 1);
    assertEquals(await content(patient, body.attachment.attachment_id), pdf());
    bucket.interfere = () => new Response("away", { status: 503 });
    assertEquals((await patient.ask("GET", "/readyz")).status, 503);
    const refused = await upload(patient, pdf(), "b.pdf", { client_id: "b" });
    assertEquals([refused.status, refused.body.code], [503, "unavailable"]);
    bucket.interfere = () => undefined;
    assertEquals((await upload(patient, pdf(), "b.pdf", { client_id: "b" })).status, 201);
    assertEquals(
      (await patient.ask("DELETE", `/api/attachments/${body.attachment.attachment_id}`)).status,
      204,
    );
    assertEquals(bucket.objects.size, 1);
  },
});
