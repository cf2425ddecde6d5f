# The demo's own pages.

demo-title = Bốn điều để thử
demo-what = Đây là Riverside Health, một trung tâm y tế hư cấu. Bệnh nhân nói điều quan trọng với họ; ban lãnh đạo quyết định và trả lời.
demo-language = Ngôn ngữ
demo-phone-title = Điện thoại
demo-phone-what = Nhắn tin cho trung tâm như một bệnh nhân, bằng một trong sáu ngôn ngữ. Tin trả về giống như trên điện thoại thật.
demo-phone-do = Mở điện thoại
demo-survey-title = Khảo sát trên web
demo-survey-what = Cùng khảo sát đó dưới dạng trang: mỗi lần một câu hỏi, trên màn hình nhỏ, không cần tài khoản.
demo-survey-do = Trả lời khảo sát
demo-ranking-title = Điều gì quan trọng nhất?
demo-ranking-what = Đăng nhập với vai trò lãnh đạo bằng thông tin đã in khi bản thử bắt đầu. Xem thứ hạng, mức chắc chắn, và công bố.
demo-ranking-do = Xem thứ hạng
demo-heard-title = Điều đã nghe và đã làm
demo-heard-what = Quyết định các việc cần làm, rồi đọc trên trang công khai điều cộng đồng được biết.
demo-heard-do = Đọc trang công khai
demo-chat = Tin nhắn
demo-chat-empty = Chưa có tin nào. Gửi một từ khóa để bắt đầu.
demo-segments = { $count ->
    [1] 1 phần · { $cost }
   *[other] { $count } phần · { $cost }
 }
demo-write = Tin nhắn
demo-send = Gửi
demo-keywords-title = Từ khóa
demo-keywords-what = Áp phích ở phòng chờ ghi: hãy nhắn một trong các từ này.
demo-hold-title = Điện thoại của một người
demo-hold-what = Hãy đưa vào một danh sách người và hỏi họ. Rồi cầm điện thoại của một người trong đó: nhập số của người ấy.
demo-hold-number = Số điện thoại
demo-hold-do = Cầm điện thoại này
demo-hold-wrong = Đây không phải là số điện thoại. Hãy nhập cả mã vùng, ví dụ (617) 555-0110.
demo-try-title = Sau đó thử
demo-try-language = Giữa chừng, viết “español” hoặc “العربية”.
demo-try-words = Trả lời bằng chữ thay vì số.
demo-try-stop = Viết STOP, rồi START.
