package dev.tidemark.system.secured;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;

/// An authority and the certificate that it gave to the servers on this machine.
///
/// @param authority   the authority's certificate, as PEM
/// @param certificate the servers', as PEM
/// @param key         the private key of that, as PEM
record Certificates(Path authority, Path certificate, Path key) {
    private static final String PASSWORD = "changeit";
    private static final Base64.Encoder PEM = Base64.getMimeEncoder(64, new byte[] {'\n'});

    /// Makes them with the JDK's keytool.
    static Certificates in(Path folder) {
        Path store = folder.resolve("keys.p12");
        keytool(store, "-alias", "authority", "-dname", "CN=an authority of tests", "-ext", "bc:c");
        keytool(
                store,
                "-alias",
                "server",
                "-dname",
                "CN=localhost",
                "-signer",
                "authority",
                "-ext",
                "san=dns:localhost,ip:127.0.0.1");
        try {
            KeyStore keys = KeyStore.getInstance(store.toFile(), PASSWORD.toCharArray());
            byte[] key = keys.getKey("server", PASSWORD.toCharArray()).getEncoded();
            return new Certificates(
                    write(
                            folder,
                            "authority",
                            "CERTIFICATE",
                            keys.getCertificate("authority").getEncoded()),
                    write(
                            folder,
                            "certificate",
                            "CERTIFICATE",
                            keys.getCertificate("server").getEncoded()),
                    write(folder, "key", "PRIVATE KEY", key));
        } catch (IOException | GeneralSecurityException unusable) {
            throw new AssertionError(unusable);
        }
    }

    private static Path write(Path folder, String name, String kind, byte[] der) throws IOException {
        Path file = Files.createFile(
                folder.resolve(name + ".pem"),
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        String text = "-----BEGIN " + kind + "-----\n" + PEM.encodeToString(der) + "\n-----END " + kind + "-----\n";
        return Files.writeString(file, text, UTF_8);
    }

    private static void keytool(Path store, String... options) {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "keytool").toString(),
                "-genkeypair",
                "-keyalg",
                "EC",
                "-groupname",
                "secp256r1",
                "-validity",
                "2",
                "-keystore",
                store.toString(),
                "-storepass",
                PASSWORD));
        command.addAll(List.of(options));
        try {
            Process tool = new ProcessBuilder(command).redirectErrorStream(true).start();
            String output = new String(tool.getInputStream().readAllBytes(), UTF_8);
            if (tool.waitFor() != 0) {
                throw new AssertionError(output);
            }
        } catch (IOException | InterruptedException failed) {
            throw new AssertionError(failed);
        }
    }
}
