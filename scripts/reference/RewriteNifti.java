import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

import org.gliomagrading.nifti.NiftiHeader;
import org.gliomagrading.nifti.NiftiImage;
import org.gliomagrading.nifti.NiftiReader;
import org.gliomagrading.nifti.NiftiWriter;

/**
 * Reads the NIfTI and ANALYZE files of a folder and writes each twice, so that check_written_nifti.py can compare what
 * nibabel reads from them: as NAME with the file's own header, and as new-NAME with a header made from shape, type, affine
 * and scaling. Pairs become single files: a.hdr.gz is written as a.hdr.nii.gz.
 *
 * java -cp CLASSPATH scripts/reference/RewriteNifti.java FROM TO
 */
public class RewriteNifti {

	public static void main(String[] args) throws Exception {
		List<Path> files;
		try (Stream<Path> listed = Files.list(Path.of(args[0]))) {
			files = listed.filter(file -> file.toString().matches(".*\\.(nii|hdr)(\\.gz)?")).filter(RewriteNifti::hasVoxels)
				.sorted().toList();
		}
		for (Path file : files) {
			NiftiImage image = NiftiReader.read(file);
			NiftiHeader old = image.header();
			NiftiHeader made = NiftiHeader.of(old.type(), old.shape(), old.affine()).withDescription("synthetic phantom")
				.withScaling(old.scaling().slope(), old.scaling().inter());
			String name = file.getFileName().toString().replaceFirst("\\.hdr(\\.gz)?$", ".hdr.nii$1");
			NiftiWriter.write(Path.of(args[1], name), old, image.stored());
			NiftiWriter.write(Path.of(args[1], "new-" + name), made, image.stored());
		}
		System.out.println(files.size() + " files read, " + 2 * files.size() + " written");
	}

	/** nibabel's test data hold the headers of pairs without their voxels. */
	private static boolean hasVoxels(Path file) {
		String name = file.getFileName().toString();
		return !name.contains(".hdr") || Files.exists(file.resolveSibling(name.replace(".hdr", ".img")));
	}
}
