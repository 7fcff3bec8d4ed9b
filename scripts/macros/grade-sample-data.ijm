// Opens a volume, measures it, grades the sample data with the demo model and reads the table.
// For ImageJ 1's macro language, with windows and headless:
//   ImageJ --headless -macro scripts/macros/grade-sample-data.ijm "/path/to/glioma-grading /tmp/out"
// The argument: the folder of Glioma Grading, a space, the folder for the results (both without spaces).

folders = split(getArgument(), " ");
if (folders.length != 2) exit("Give two folders: that of Glioma Grading, and one for the results");

open(folders[0] + "/sample-data/Phantom_001/Phantom_001_t1ce.nii.gz");
getDimensions(width, height, channels, slices, frames);
getVoxelSize(voxelWidth, voxelHeight, voxelDepth, unit);
print(getTitle() + ": " + width + " x " + height + " x " + slices + " voxels of " + voxelWidth + " x " + voxelHeight + " x " + voxelDepth + " " + unit);
Stack.getStatistics(count, mean, min, max, deviation);
print("mean " + mean + ", min " + min + ", max " + max + ", standard deviation " + deviation);
setSlice(40);
print("voxel (60, 60, 39) is " + getValue(60, 60));

run("Grade Patients...", "input=[" + folders[0] + "/sample-data] model=[" + folders[0] + "/models/demo] output=[" + folders[1] + "]");
for (row = 0; row < Table.size; row++)
	if (Table.getString("strategy", row) == "soft")
		print(Table.getString("patient", row) + " " + Table.get("p_hgg", row) + " " + Table.getString("predicted", row));
