package dev.inventory.benchmark;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketException;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * One HTTP/1.1 connection that is kept open (RFC 9112). The load shares the processors with what it measures, so it is
 * spared what a full client does. Not thread safe.
 */
final class HttpConnection implements AutoCloseable {
    private static final int TIMEOUT_MILLIS = 30_000;

    /** An answer. */
    record Answer(int status, String text) {}

    private final int port;
    private final String authorization;
    private @Nullable Socket socket;
    private InputStream in = InputStream.nullInputStream();
    private OutputStream out = OutputStream.nullOutputStream();

    /**
     * Connects when it is first used.
     *
     * @param port on 127.0.0.1
     * @param authorization the value of the header; empty for none
     */
    HttpConnection(int port, String authorization) {
        this.port = port;
        this.authorization = authorization;
    }

    Answer get(String path) throws IOException {
        return send("GET", path, "");
    }

    Answer post(String path, String json) throws IOException {
        return send("POST", path, json);
    }

    Answer patch(String path, String json) throws IOException {
        return send("PATCH", path, json);
    }

    /**
     * After a failure the next request opens a new connection. Only a GET is sent twice, if the server has closed the
     * connection that the one before has left open, as it may at any time (RFC 9112, 9.3.1).
     */
    private Answer send(String method, String path, String json) throws IOException {
        boolean again = socket != null && "GET".equals(method);
        try {
            connect();
            out.write(request(method, path, json));
            out.flush();
            return answer();
        } catch (ClosedConnection closed) {
            close();
            if (again) {
                return send(method, path, json);
            }
            throw closed;
        } catch (IOException failed) {
            close();
            throw failed;
        }
    }

    /** There is no connection any more, and was none when the answer should have begun. */
    private static final class ClosedConnection extends IOException {
        private static final long serialVersionUID = 1L;

        ClosedConnection(IOException cause) {
            super("the connection was closed", cause);
        }
    }

    private void connect() throws IOException {
        if (socket != null) {
            return;
        }
        var opened = new Socket();
        socket = opened;
        opened.setTcpNoDelay(true);
        opened.setSoTimeout(TIMEOUT_MILLIS);
        opened.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), TIMEOUT_MILLIS);
        in = new BufferedInputStream(opened.getInputStream(), 32_768);
        out = opened.getOutputStream();
    }

    private byte[] request(String method, String path, String json) {
        byte[] body = json.getBytes(UTF_8);
        var text = new StringBuilder(256)
                .append(method)
                .append(' ')
                .append(path)
                .append(" HTTP/1.1\r\nHost: 127.0.0.1:")
                .append(port)
                .append("\r\nAccept: application/json, text/plain\r\n");
        if (!authorization.isEmpty()) {
            text.append("Authorization: ").append(authorization).append("\r\n");
        }
        if (body.length > 0) {
            text.append("Content-Type: application/json\r\nContent-Length: ")
                    .append(body.length)
                    .append("\r\n");
        }
        byte[] head = text.append("\r\n").toString().getBytes(ISO_8859_1);
        var whole = new byte[head.length + body.length];
        System.arraycopy(head, 0, whole, 0, head.length);
        System.arraycopy(body, 0, whole, head.length, body.length);
        return whole;
    }

    private Answer answer() throws IOException {
        String[] statusLine = statusLine().split(" ", 3);
        if (statusLine.length < 2 || !statusLine[1].matches("\\d{3}")) {
            throw new IOException("not an HTTP answer");
        }
        int length = -1;
        boolean chunked = false;
        boolean last = false;
        for (String header = line(); !header.isEmpty(); header = line()) {
            String lower = header.toLowerCase(Locale.ROOT);
            String value = lower.substring(lower.indexOf(':') + 1).strip();
            if (lower.startsWith("content-length:")) {
                length = Integer.parseInt(value);
            } else if (lower.startsWith("transfer-encoding:")) {
                chunked = value.endsWith("chunked");
            } else if (lower.startsWith("connection:")) {
                last = "close".equals(value);
            }
        }
        byte[] body = chunked ? chunks() : length < 0 ? in.readAllBytes() : exactly(length);
        if (last || (length < 0 && !chunked)) {
            close();
        }
        return new Answer(Integer.parseInt(statusLine[1]), new String(body, UTF_8));
    }

    private String statusLine() throws IOException {
        in.mark(1);
        try {
            if (in.read() < 0) {
                throw new EOFException();
            }
        } catch (EOFException | SocketException none) {
            throw new ClosedConnection(none);
        }
        in.reset();
        return line();
    }

    private byte[] chunks() throws IOException {
        var body = new ByteArrayOutputStream();
        for (int size = chunkSize(); size > 0; size = chunkSize()) {
            body.writeBytes(exactly(size));
            line();
        }
        while (!line().isEmpty()) {
            // trailer fields
        }
        return body.toByteArray();
    }

    private int chunkSize() throws IOException {
        return Integer.parseInt(line().split(";", 2)[0].strip(), 16);
    }

    private byte[] exactly(int length) throws IOException {
        byte[] bytes = in.readNBytes(length);
        if (bytes.length < length) {
            throw new EOFException("the answer ended too early");
        }
        return bytes;
    }

    private String line() throws IOException {
        var line = new StringBuilder(80);
        for (int next = in.read(); next != '\n'; next = in.read()) {
            if (next < 0) {
                throw new EOFException("the connection was closed");
            }
            if (next != '\r') {
                line.append((char) next);
            }
        }
        return line.toString();
    }

    @Override
    public void close() {
        Socket open = socket;
        socket = null;
        if (open != null) {
            try {
                open.close();
            } catch (IOException alreadyClosed) {
                // nothing is lost
            }
        }
    }
}
